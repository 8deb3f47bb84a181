/*
 * model.js -- the release as arrays that a filter can walk in milliseconds.
 *
 * Things (adopters, technologies, use cases, articles) are numbered; a cell is
 * one adopter and one technology; claims hang from cells.
 */
import { hasColumn, keyed, numbers, strings, truths, yearOf } from './columns.js';

export const STATUSES = ['uses', 'formerly_used', 'considered', 'created'];
export const STATUS_WORDS = ['uses', 'formerly used', 'considered', 'created'];

/* A numbered set of things, with room for those that only a reference names.
 * A thing without a name goes by its id.  "all" counts those left out too. */
function things(table, key, columns) {
	const id = strings(table, key);
	const out = { id: [], name: [], index: new Map(), n: 0 };
	const extra = columns.map((column) => strings(table, column));
	columns.forEach((column) => {
		out[column] = [];
	});
	const insert = (thingId, row) => {
		out.index.set(thingId, out.n);
		out.id.push(thingId);
		columns.forEach((column, i) => out[column].push(row < 0 ? '' : extra[i](row)));
		if (columns.includes('name') && out.name[out.n].trim() === '') out.name[out.n] = thingId;
		return out.n++;
	};
	for (let row = 0; row < (table ? table.rows : 0); row++) insert(id(row), row);
	out.all = out.n + (table ? table.leftOut : 0);
	out.missing = (thingId) => insert(thingId, -1);
	return out;
}

function readClaims(model, table) {
	const n = table ? table.rows : 0;
	const status = strings(table, 'status');
	const confidence = numbers(table, 'confidence');
	const since = numbers(table, 'since_year');
	const until = numbers(table, 'until_year');
	const claims = {
		n,
		leftOut: table ? table.leftOut : 0,
		adopter: keyed(table, 'adopter_id', model.adopters.index, model.adopters.missing),
		tech: keyed(table, 'technology_id', model.technologies.index, model.technologies.missing),
		article: keyed(table, 'article_id', model.articles.index, model.articles.missing),
		status: new Int8Array(n),
		confidence: new Float32Array(n),
		since: new Int16Array(n),
		until: new Int16Array(n),
		cell: new Int32Array(n),
		source: strings(table, 'source'),
		rule: strings(table, 'rule'),
		line: numbers(table, 'line'),
		grade: strings(table, 'evidence_grade'),
		useCases: strings(table, 'use_cases'),
		role: strings(table, 'role'),
		adopterAs: strings(table, 'adopter_as'),
		technologyAs: strings(table, 'technology_as'),
		path: strings(table, 'path'),
	};
	for (let i = 0; i < n; i++) {
		claims.status[i] = Math.max(0, STATUSES.indexOf(status(i)));
		claims.confidence[i] = confidence(i);
		claims.since[i] = since(i) || 0;
		claims.until[i] = until(i) || 0;
	}
	return claims;
}

/* Masks of 32 use cases each: word w of row i is out[w][i]. */
function purposeMasks(model, rows, useCases) {
	const seen = new Map();
	const bits = (text) => {
		let list = seen.get(text);
		if (!list) {
			list =
				text === ''
					? []
					: text.split('|').map((id) => {
							const found = model.useCases.index.get(id);
							return found === undefined ? model.useCases.missing(id) : found;
						});
			seen.set(text, list);
		}
		return list;
	};
	const lists = new Array(rows);
	for (let i = 0; i < rows; i++) lists[i] = bits(useCases(i));
	const masks = [];
	for (let w = 0; w <= Math.max(0, model.useCases.n - 1) >> 5; w++) masks.push(new Uint32Array(rows));
	for (let i = 0; i < rows; i++) for (const p of lists[i]) masks[p >> 5][i] |= 1 << (p & 31);
	return masks;
}

/* Row numbers of the adoption table, or of pairs that only claims name. */
function cellKeys(model, adoption, claims) {
	const adopter = keyed(adoption, 'adopter_id', model.adopters.index, model.adopters.missing);
	const tech = keyed(adoption, 'technology_id', model.technologies.index, model.technologies.missing);
	const width = model.technologies.n + 1;
	const index = new Map();
	const pairs = [];
	const put = (a, t) => {
		const key = a * width + t;
		let cell = index.get(key);
		if (cell === undefined) {
			cell = pairs.length;
			index.set(key, cell);
			pairs.push([a, t]);
		}
		return cell;
	};
	for (let row = 0; row < adopter.length; row++) put(adopter[row], tech[row]);
	const told = pairs.length;
	for (let i = 0; i < claims.n; i++)
		claims.cell[i] =
			claims.adopter[i] < 0 || claims.tech[i] < 0 ? -1 : put(claims.adopter[i], claims.tech[i]);
	return { pairs, told, index, width };
}

function readCells(model, adoption, claims) {
	const { pairs, told, index, width } = cellKeys(model, adoption, claims);
	const n = pairs.length;
	const cells = {
		n,
		leftOut: adoption ? adoption.leftOut : 0,
		adopter: Int32Array.from(pairs, (p) => p[0]),
		tech: Int32Array.from(pairs, (p) => p[1]),
		status: new Int8Array(n),
		statusMask: new Uint8Array(n),
		first: new Int16Array(n),
		last: new Int16Array(n),
		claims: new Int32Array(n),
		articles: new Int32Array(n),
		independent: new Int32Array(n),
		confidence: new Float32Array(n),
		disputed: new Uint8Array(n),
		counted: new Uint8Array(n),
		since: new Int16Array(n),
		until: new Int16Array(n),
		find: (a, t) => index.get(a * width + t),
	};
	const useCases = strings(adoption, 'use_cases');
	cells.purposes = purposeMasks(model, n, (i) => (i < told ? useCases(i) : ''));
	copyAdoption(cells, adoption, told);
	spreadClaims(model, cells, claims, told);
	linkClaims(cells, claims);
	return cells;
}

function copyAdoption(cells, adoption, told) {
	const status = strings(adoption, 'status');
	const first = strings(adoption, 'first_seen');
	const last = strings(adoption, 'last_seen');
	const claimCount = numbers(adoption, 'claims');
	const articles = numbers(adoption, 'articles');
	const independent = numbers(adoption, 'independent_articles');
	const confidence = numbers(adoption, 'confidence');
	const disputed = truths(adoption, 'disputed');
	const counted = hasColumn(adoption, 'counted') ? truths(adoption, 'counted') : (i) => cells.status[i] < 2;
	const since = numbers(adoption, 'since_year');
	const until = numbers(adoption, 'until_year');
	for (let i = 0; i < told; i++) {
		cells.status[i] = Math.max(0, STATUSES.indexOf(status(i)));
		cells.statusMask[i] = 1 << cells.status[i];
		cells.first[i] = yearOf(first(i)) || 0;
		cells.last[i] = yearOf(last(i)) || 0;
		cells.claims[i] = claimCount(i) || 0;
		cells.articles[i] = articles(i) || 0;
		cells.independent[i] = independent(i) || 0;
		cells.confidence[i] = confidence(i);
		cells.disputed[i] = disputed(i) ? 1 : 0;
		cells.counted[i] = counted(i) ? 1 : 0;
		cells.since[i] = since(i) || 0;
		cells.until[i] = until(i) || 0;
	}
}

/* What claims add to their cell: statuses, purposes, years told, and all of it
 * for a pair that the adoption table does not have. */
function spreadClaims(model, cells, claims, told) {
	const masks = purposeMasks(model, claims.n, claims.useCases);
	while (cells.purposes.length < masks.length) cells.purposes.push(new Uint32Array(cells.n));
	for (let i = 0; i < claims.n; i++) {
		const c = claims.cell[i];
		if (c < 0) continue;
		if (c >= told) {
			if (cells.claims[c]++ === 0) cells.status[c] = claims.status[i];
			cells.confidence[c] = Math.max(cells.confidence[c], claims.confidence[i] || 0);
			cells.independent[c] = cells.articles[c] = 1;
		}
		cells.statusMask[c] |= 1 << claims.status[i];
		for (let w = 0; w < masks.length; w++) cells.purposes[w][c] |= masks[w][i];
	}
}

/* claimsOf(cell): its claims, in table order, as a view on one array. */
function linkClaims(cells, claims) {
	const start = new Int32Array(cells.n + 1);
	for (let i = 0; i < claims.n; i++) if (claims.cell[i] >= 0) start[claims.cell[i] + 1]++;
	for (let c = 0; c < cells.n; c++) start[c + 1] += start[c];
	const list = new Int32Array(start[cells.n]);
	const next = start.slice();
	for (let i = 0; i < claims.n; i++) if (claims.cell[i] >= 0) list[next[claims.cell[i]]++] = i;
	cells.claimsOf = (c) => list.subarray(start[c], start[c + 1]);
}

/* The technology counts, one object per technology, most adopters first. */
function readCounts(model, table, estimates) {
	const key = keyed(table, 'technology_id', model.technologies.index, model.technologies.missing);
	const fields = [
		'adopters',
		'adopters_with_parts',
		'current',
		'former',
		'considered',
		'created',
		'articles',
		'independent_articles',
		'arrivals',
		'departures',
		'net_flow',
		'multi_source_share',
		'makers',
		'adopters_implied',
		'disputed',
	];
	const read = fields.map((field) => numbers(table, field));
	const rows = [];
	for (let row = 0; row < key.length; row++) {
		const counts = { tech: key[row] };
		fields.forEach((field, i) => {
			counts[field] = read[i](row);
		});
		rows.push(counts);
	}
	const name = (c) => model.technologies.name[c.tech];
	rows.sort((a, b) => b.adopters - a.adopters || (name(a) < name(b) ? -1 : 1));
	const byTech = new Map(rows.map((c) => [c.tech, c]));
	readEstimates(model, estimates, byTech);
	return { rows, byTech };
}

function readEstimates(model, table, byTech) {
	const key = keyed(table, 'technology_id', model.technologies.index, model.technologies.missing);
	const fields = [
		'sources',
		'adopters',
		'singletons',
		'doubletons',
		'coverage',
		'chao2',
		'chao2_low',
		'chao2_high',
	];
	const read = fields.map((field) => numbers(table, field));
	for (let row = 0; row < key.length; row++) {
		const counts = byTech.get(key[row]);
		if (counts) counts.estimate = Object.fromEntries(fields.map((field, i) => [field, read[i](row)]));
	}
}

function readYears(model, table) {
	const key = keyed(table, 'technology_id', model.technologies.index, model.technologies.missing);
	const year = numbers(table, 'year');
	const fields = ['adopters', 'arrivals', 'departures', 'claims', 'articles'].filter((f) =>
		hasColumn(table, f),
	);
	const read = fields.map((field) => numbers(table, field));
	const byTech = new Map();
	let from = Infinity;
	let to = -Infinity;
	for (let row = 0; row < key.length; row++) {
		if (!Number.isFinite(year(row))) continue;
		from = Math.min(from, year(row));
		to = Math.max(to, year(row));
		if (!byTech.has(key[row])) byTech.set(key[row], new Map());
		byTech.get(key[row]).set(year(row), Object.fromEntries(fields.map((f, i) => [f, read[i](row)])));
	}
	return { byTech, from, to, fields };
}

/* Migrations as edges, one per (from, to), with the moves that make it. */
function readFlows(model, table) {
	const find = (column) => keyed(table, column, model.technologies.index, model.technologies.missing);
	const from = find('from_id');
	const to = find('to_id');
	const adopter = keyed(table, 'adopter_id', model.adopters.index, model.adopters.missing);
	const article = keyed(table, 'article_id', model.articles.index, model.articles.missing);
	const year = numbers(table, 'year');
	const evidence = strings(table, 'evidence');
	const source = strings(table, 'source');
	const edges = new Map();
	for (let row = 0; row < from.length; row++) {
		const key = from[row] + ' ' + to[row];
		if (!edges.has(key)) edges.set(key, { from: from[row], to: to[row], moves: [], adopters: new Set() });
		const edge = edges.get(key);
		edge.adopters.add(adopter[row]);
		edge.moves.push({
			adopter: adopter[row],
			article: article[row],
			year: year(row),
			evidence: evidence(row),
			source: source(row),
		});
	}
	return [...edges.values()].sort(
		(a, b) => b.adopters.size - a.adopters.size || a.from - b.from || a.to - b.to,
	);
}

function readMetrics(model, table) {
	const subject = strings(table, 'subject_id');
	const fields = ['subject', 'measure', 'value', 'unit', 'qualifier', 'year', 'evidence', 'source'];
	const read = fields.map((field) => strings(table, field));
	const tech = keyed(table, 'technology_id', model.technologies.index, model.technologies.missing);
	const article = keyed(table, 'article_id', model.articles.index, model.articles.missing);
	const bySubject = new Map();
	const byTech = new Map();
	const put = (map, key, metric) => (map.get(key) || map.set(key, []).get(key)).push(metric);
	for (let row = 0; row < tech.length; row++) {
		const metric = Object.fromEntries(fields.map((f, i) => [f, read[i](row)]));
		metric.article = article[row];
		metric.subjectId = subject(row);
		put(bySubject, metric.subjectId, metric);
		if (tech[row] >= 0) put(byTech, tech[row], metric);
	}
	return { n: tech.length, bySubject, byTech };
}

/* The sentences without a claim, as row numbers by reason. */
function readMisses(table) {
	const reason = strings(table, 'reason');
	const reasons = new Map();
	for (let row = 0; row < (table ? table.rows : 0); row++)
		(reasons.get(reason(row)) || reasons.set(reason(row), []).get(reason(row))).push(row);
	return { table, reasons };
}

/* Decode the tables that the overview needs and join them.  The sentences of
 * the claims are decoded when model.sentences() is first called. */
export async function loadModel(tables) {
	const names = [
		'adopters',
		'technologies',
		'use_cases',
		'articles',
		'claims',
		'adoption',
		'technology_counts',
		'yearly_counts',
		'migrations',
		'metrics',
		'estimates',
		'rejects',
		'misses',
		'checks',
	];
	const list = await Promise.all(names.map(tables));
	const t = Object.fromEntries(names.map((n, i) => [n, list[i]]));
	const model = {
		tables: t,
		adopters: things(t.adopters, 'adopter_id', ['name', 'kind', 'parent_id', 'sector', 'country', 'known']),
		technologies: things(t.technologies, 'technology_id', ['name', 'kind', 'parent_id', 'vendor', 'known']),
		useCases: things(t.use_cases, 'use_case_id', ['name', 'covers']),
		articles: things(t.articles, 'article_id', [
			'source',
			'url',
			'title',
			'site',
			'author',
			'published',
			'duplicate_of',
			'witness',
			'family',
			'evidence_grade',
			'status',
		]),
	};
	model.claims = readClaims(model, t.claims);
	model.cells = readCells(model, t.adoption, model.claims);
	model.counts = readCounts(model, t.technology_counts, t.estimates);
	model.years = readYears(model, t.yearly_counts);
	model.flows = readFlows(model, t.migrations);
	model.metrics = readMetrics(model, t.metrics);
	model.sentences = async () => {
		const texts = await tables('claim_sentences');
		return { text: strings(texts, 'evidence'), id: strings(texts, 'claim_id') };
	};
	model.misses = readMisses(t.misses);
	return model;
}
