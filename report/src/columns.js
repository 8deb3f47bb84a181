/*
 * columns.js -- read a decoded table without caring which columns it has.
 *
 * A release may lack a table or carry more columns than these; each reader
 * answers "no value" for what is not there.
 */

/* A function row -> string ('' for no value). */
export function strings(table, column) {
	const c = table && table.columns[column];
	if (!c) return () => '';
	if (c.type === 'dict') return (row) => (c.codes[row] < 0 ? '' : c.values[c.codes[row]]);
	if (c.type === 'num') return (row) => (Number.isNaN(c.values[row]) ? '' : String(c.values[row]));
	return (row) => c.values[row];
}

/* A function row -> number (NaN for no value). */
export function numbers(table, column) {
	const c = table && table.columns[column];
	if (!c) return () => NaN;
	if (c.type === 'num') return (row) => c.values[row];
	const text = strings(table, column);
	return (row) => (text(row) === '' ? NaN : Number(text(row)));
}

/* A function row -> truth, for columns told as 1, y, true or yes. */
export function truths(table, column) {
	const text = strings(table, column);
	return (row) => /^(1|y|yes|true)$/i.test(text(row));
}

export function hasColumn(table, column) {
	return Boolean(table && table.columns[column]);
}

/* The year at the head of an ISO date, or NaN. */
export function yearOf(date) {
	const m = /^(\d{4})/.exec(date);
	return m ? Number(m[1]) : NaN;
}

/*
 * For a column of keys: an Int32Array row -> index of that key in INDEX, a Map
 * of key to number; unknown keys go to MISSING(key), -1 stands for no value.
 */
export function keyed(table, column, index, missing) {
	const out = new Int32Array(table ? table.rows : 0).fill(-1);
	const c = table && table.columns[column];
	if (!c) return out;
	const resolve = (key) => {
		if (key === '') return -1;
		const found = index.get(key);
		return found === undefined ? missing(key) : found;
	};
	if (c.type === 'dict') {
		const map = c.values.map(resolve);
		for (let row = 0; row < out.length; row++) out[row] = c.codes[row] < 0 ? -1 : map[c.codes[row]];
		return out;
	}
	const text = strings(table, column);
	for (let row = 0; row < out.length; row++) out[row] = resolve(text(row));
	return out;
}
