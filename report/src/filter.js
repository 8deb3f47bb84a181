/*
 * filter.js -- which cells answer a question, in one walk over typed arrays.
 */

/* A question that every cell answers. */
export function anyCell() {
	return {
		text: '',
		tech: '',
		statuses: 0,
		purpose: -1,
		kind: '',
		techKind: '',
		from: 0,
		to: 0,
		confidence: 0,
		sources: 0,
		disputed: false,
	};
}

function fold(s) {
	return s.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
}

/*
 * Which of the NAMES a reader who types TEXT means: those equal to it if there
 * are any, else those with a word that begins with it, else those that contain
 * it.  null when TEXT says nothing.
 */
export function namesMatching(foldedNames, text) {
	const want = fold(text.trim());
	if (want === '') return null;
	const n = foldedNames.length;
	const exact = new Uint8Array(n);
	const prefix = new Uint8Array(n);
	const part = new Uint8Array(n);
	let best = 0;
	for (let i = 0; i < n; i++) {
		const at = foldedNames[i].indexOf(want);
		if (at < 0) continue;
		part[i] = 1;
		best = Math.max(best, 1);
		if (best < 3 && startsWord(foldedNames[i], want, at)) {
			prefix[i] = 1;
			best = Math.max(best, 2);
		}
		if (foldedNames[i] === want) {
			exact[i] = 1;
			best = 3;
		}
	}
	return best === 3 ? exact : best === 2 ? prefix : part;
}

function startsWord(name, want, at) {
	for (; at >= 0; at = name.indexOf(want, at + 1))
		if (at === 0 || name[at - 1] === ' ' || !/[\p{L}\p{N}]/u.test(name[at - 1])) return true;
	return false;
}

export function foldNames(names) {
	return names.map(fold);
}

/*
 * The cells of ORDER (cell numbers) that answer QUESTION, in that order.
 * FOLDED holds the folded names of adopters and technologies.
 */
export function answer(model, folded, order, question) {
	const { cells, adopters, technologies } = model;
	const tech = ofKind(
		namesMatching(folded.technologies, question.tech),
		technologies.kind,
		question.techKind,
	);
	const adopter = ofKind(namesMatching(folded.adopters, question.text), adopters.kind, question.kind);
	const mask = question.purpose < 0 ? null : cells.purposes[question.purpose >> 5];
	const bit = 1 << (question.purpose & 31);
	const found = new Int32Array(order.length);
	let n = 0;
	for (let i = 0; i < order.length; i++) {
		const c = order[i];
		if (tech && !tech[cells.tech[c]]) continue;
		if (adopter && !adopter[cells.adopter[c]]) continue;
		if (question.statuses && !(cells.statusMask[c] & question.statuses)) continue;
		if (mask && !(mask[c] & bit)) continue;
		if (question.confidence && !(cells.confidence[c] >= question.confidence)) continue;
		if (question.sources && cells.independent[c] < question.sources) continue;
		if (question.disputed && !cells.disputed[c]) continue;
		if (!inYears(cells, c, question)) continue;
		found[n++] = c;
	}
	return found.subarray(0, n);
}

/* Of the things in MASK (null: all) those of KIND ('': any), again as a mask. */
function ofKind(mask, kinds, kind) {
	if (kind === '') return mask;
	return Uint8Array.from(kinds, (k, i) => ((!mask || mask[i]) && k === kind ? 1 : 0));
}

/* Does the time in which the cell was told touch the years asked for? */
function inYears(cells, c, question) {
	if (!question.from && !question.to) return true;
	const last = cells.last[c] || cells.first[c];
	const first = cells.first[c] || cells.last[c];
	if (!first) return false;
	return (!question.from || last >= question.from) && (!question.to || first <= question.to);
}

/* All cells, sorted by COMPARE (of two cell numbers), ties by cell number. */
export function ordered(n, compare) {
	const order = new Int32Array(n);
	for (let i = 0; i < n; i++) order[i] = i;
	return order.sort((a, b) => compare(a, b) || a - b);
}

/* The rank of each of the NAMES in reading order, for fast comparison. */
export function ranks(names) {
	const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
	const order = names.map((_, i) => i).sort((a, b) => collator.compare(names[a], names[b]) || a - b);
	const rank = new Int32Array(names.length);
	order.forEach((thing, at) => {
		rank[thing] = at;
	});
	return rank;
}
