/*
 * text.js -- words from articles, made harmless to look at.
 *
 * Names and sentences come from pages that strangers wrote.  They reach the
 * document as text nodes only; what could reorder or hide text on screen is
 * shown as a visible code point instead of being obeyed.
 */

/* Bidirectional controls, other invisible format characters, C0 and C1. */
const INVISIBLE =
	/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/* S with each invisible character written out, as in "⟨U+202E⟩". */
export function visible(s) {
	return s.replace(
		INVISIBLE,
		(c) => '⟨U+' + c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0') + '⟩',
	);
}

/* At most MAX code points of S, an ellipsis in place of the rest. */
export function shorten(s, max) {
	if (s.length <= max) return s;
	const points = Array.from(s.slice(0, 2 * max + 2));
	return points.length <= max ? s.slice(0, max) + '…' : points.slice(0, max).join('') + '…';
}

/* A label for a canvas, where there is no element to isolate direction. */
export function label(s, max = 26) {
	return shorten(visible(s).replace(/\s+/g, ' ').trim(), max);
}

/* The address as an URL object when it is plain http or https, else null. */
export function webAddress(s) {
	if (!/^https?:\/\//i.test(s || '')) return null;
	try {
		const u = new URL(s);
		return u.protocol === 'http:' || u.protocol === 'https:' ? u : null;
	} catch {
		return null;
	}
}

/*
 * Cut S into pieces {text, mark}; mark is the index in NAMES, a list of lists
 * of forms, of the name that the piece is (or -1).  A form counts only as a
 * whole word; the first form of a list that S has stands for all.  Where two
 * names overlap the one that begins first, then the longer one, wins.
 */
export function markNames(s, names) {
	const hits = [];
	names.forEach((forms, mark) => {
		for (const form of forms) {
			const found = occurrences(s, form);
			found.forEach((hit) => hits.push({ ...hit, mark }));
			if (found.length > 0) break;
		}
	});
	hits.sort((a, b) => a.from - b.from || b.to - a.to);
	const pieces = [];
	let at = 0;
	for (const hit of hits) {
		if (hit.from < at) continue;
		if (hit.from > at) pieces.push({ text: s.slice(at, hit.from), mark: -1 });
		pieces.push({ text: s.slice(hit.from, hit.to), mark: hit.mark });
		at = hit.to;
	}
	if (at < s.length) pieces.push({ text: s.slice(at), mark: -1 });
	return pieces;
}

function occurrences(s, form) {
	if (!form || form.length > 200) return [];
	const re = new RegExp('(?<![\\p{L}\\p{N}])' + escapePattern(form) + '(?![\\p{L}\\p{N}])', 'giu');
	return [...s.matchAll(re)].map((m) => ({ from: m.index, to: m.index + m[0].length }));
}

function escapePattern(s) {
	return s.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s+');
}

const integer = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/* 12345 as "12,345"; an absent number as an en dash. */
export function count(n) {
	return Number.isFinite(n) ? integer.format(n) : '–';
}

/* 0.934 as "93 %"; what is not certain never reads as 100 %. */
export function percent(x) {
	if (!Number.isFinite(x)) return '–';
	return x < 1 && x >= 0.995 ? '> 99 %' : Math.round(100 * x) + ' %';
}

/* "1 claim", "2 claims". */
export function plural(n, one, many = one + 's') {
	return count(n) + ' ' + (n === 1 ? one : many);
}

/* ["a", "b", "c"] as "a, b and c". */
export function listed(words) {
	return words.length < 2
		? words.join('')
		: words.slice(0, -1).join(', ') + ' and ' + words[words.length - 1];
}

/* A heading as words within a sentence: "Web and API backends" begins small,
 * "API gateways" stays as it is. */
export function within(s) {
	return /^\p{Lu}\p{Ll}/u.test(s) ? s[0].toLowerCase() + s.slice(1) : s;
}

/* snake_case of an id or enumeration, as words. */
export function words(id) {
	return id.replace(/_/g, ' ');
}
