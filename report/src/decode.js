/*
 * decode.js -- the tables that the page carries, back as columns.
 *
 * A table is a <script type="application/x-usedby" data-table="NAME"> element
 * holding base64 of raw deflate of JSON lines (see stages/publish/report.h):
 *
 *	{"table": NAME, "about": TEXT, "columns": [{"name", "type", "about"}]}
 *	{"n": ROWS, "new": {COLUMN: [STRING]}, "cols": [[...]]}     any number
 *	{"rows": ALL, "left_out": ROWS}
 *
 * A column of type "dict" holds indexes into the strings that the "new" parts
 * list one after the other (-1: no value), "num" numbers or null, "text"
 * strings.
 */

/*
 * {name, rows, leftOut, about, columns}; columns maps a name to {type, about}
 * and, by type: dict: values, codes (Int32Array); num: values (Float64Array,
 * NaN for no value); text: values (array of strings).
 */
export async function decodeTable(element) {
	const lines = (await inflate(fromBase64(element.textContent))).split('\n');
	element.remove();
	const head = JSON.parse(lines[0]);
	const chunks = lines
		.slice(1)
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line));
	const tail = chunks.pop();
	if (!tail || !Number.isInteger(tail.rows)) throw new Error('table ' + head.table + ' is cut short');
	const columns = {};
	head.columns.forEach((column, at) => {
		columns[column.name] = joinColumn(column, at, chunks, tail.rows);
	});
	return { name: head.table, about: head.about || '', rows: tail.rows, leftOut: tail.left_out || 0, columns };
}

function joinColumn(column, at, chunks, rows) {
	const out = { name: column.name, type: column.type, about: column.about || '' };
	if (column.type === 'text') {
		out.values = [].concat(...chunks.map((chunk) => chunk.cols[at]));
		return out;
	}
	const array = column.type === 'dict' ? new Int32Array(rows) : new Float64Array(rows);
	let row = 0;
	for (const chunk of chunks) for (const value of chunk.cols[at]) array[row++] = value === null ? NaN : value;
	if (column.type === 'num') return Object.assign(out, { values: array });
	out.codes = array;
	out.values = [].concat(...chunks.map((chunk) => (chunk.new && chunk.new[column.name]) || []));
	return out;
}

function fromBase64(text) {
	const clean = text.trim();
	if (Uint8Array.fromBase64) return Uint8Array.fromBase64(clean);
	const raw = atob(clean);
	const bytes = new Uint8Array(raw.length);
	for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
	return bytes;
}

async function inflate(bytes) {
	const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
	return await new Response(stream).text();
}

/*
 * The tables of the page by name, each decoded when first asked for.  Asking
 * for a table that the page does not carry gives null.
 */
export function openTables(root = document) {
	const elements = new Map();
	for (const element of root.querySelectorAll('script[type="application/x-usedby"]'))
		elements.set(element.dataset.table, element);
	const decoded = new Map();
	return (table) => {
		if (!decoded.has(table)) {
			const element = elements.get(table);
			decoded.set(table, element ? decodeTable(element) : Promise.resolve(null));
		}
		return decoded.get(table);
	};
}
