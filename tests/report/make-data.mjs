/*
 * make-data.mjs -- tables of a release, made up, to try the report with.
 * usage: node make-data.mjs DIR normal|tiny|empty|hostile|large
 * Same arguments, same bytes.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [dir, kind = 'normal'] = process.argv.slice(2);
const SIZES = {
	empty: { articles: 0, adopters: 0, technologies: 0, claims: 0 },
	tiny: { articles: 6, adopters: 7, technologies: 5, claims: 12 },
	normal: { articles: 420, adopters: 380, technologies: 48, claims: 2600 },
	hostile: { articles: 30, adopters: 24, technologies: 12, claims: 160 },
	large: { articles: 20000, adopters: 18000, technologies: 2400, claims: 100000 },
};
const size = SIZES[kind];
if (!dir || !size) {
	console.error('usage: node make-data.mjs DIR ' + Object.keys(SIZES).join('|'));
	process.exit(64);
}

/* mulberry32, a small generator with a fixed seed.  https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
let seed = 20211;
function random() {
	seed = (seed + 0x6d2b79f5) | 0;
	let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
	t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
	return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];
/* Small numbers more often than large ones, as fame is spread. */
const famous = (n, power = 2.2) => Math.min(n - 1, Math.floor(n * Math.pow(random(), power)));
const hex = (n, digits) => n.toString(16).padStart(digits, '0');
const id = (prefix, n) => prefix + hex(Math.imul(n + 1, 2654435761) >>> 0, 8) + hex(n, 4);
const slug = (s, n) =>
	(s
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '_')
		.slice(0, 40) || 'x') +
	'_' +
	n;

export const HOSTILE = [
	'<script>window.ran = "script"</script>',
	'"><img src=x onerror="window.ran=\'img\'">',
	"'><svg onload=window.ran='svg'>",
	'javascript:window.ran=1',
	"=cmd|' /C calc'!A0",
	'+1+1',
	'@SUM(1)',
	'\u202Egnp.exe\u202C evil',
	'\u2066isolate\u2067never closed',
	'</script><script>window.ran="close"</script>',
	'<!--',
	'{{constructor.constructor("window.ran=1")()}}',
	'${window.ran=1}',
	'X'.repeat(10000),
	'wide ' + '\u{1F469}\u200D\u{1F4BB}'.repeat(400),
	'عربي اسم',
	'名前が長い会社',
	'a\u0000b\u0007c',
	' ',
	'\\u003cscript\\u003e',
	'__proto__',
	'constructor',
	'<style>*{display:none}</style>',
	'{b|bold}',
	'%s%n',
	'&lt;b&gt;',
];

const TECHNOLOGIES =
	'Python:language Java:language JavaScript:language Go:language Rust:language Ruby:language PHP:language Scala:language Kotlin:language TypeScript:language C++:language Elixir:language Kafka:streaming PostgreSQL:database MySQL:database MongoDB:database Cassandra:database Redis:database Elasticsearch:search Spark:data Airflow:data Hadoop:data Flink:data dbt:data React:library Angular:framework Vue:framework Django:framework Flask:framework Rails:framework Spring:framework Node.js:runtime Kubernetes:platform Docker:platform AWS:cloud Azure:cloud Terraform:tool Ansible:tool Jenkins:tool Git:tool TensorFlow:library PyTorch:library scikit-learn:library NumPy:library GraphQL:protocol gRPC:protocol Nginx:server RabbitMQ:streaming'
		.split(' ')
		.map((s) => s.split(':'));
const FIRST =
	'North Blue Open Clear River Iron Silver Bright Stone Green Harbour Amber Quiet Swift Cedar Lumen Delta Orbit Maple Granite'.split(
		' ',
	);
const SECOND =
	'Bank Rail Health Maps Foods Labs Media Games Energy Travel Post Air Motors Systems Cloud Retail Insurance Studio Data University'.split(
		' ',
	);
const KINDS = ['company', 'company', 'company', 'product', 'agency', 'university', 'project'];
const STATUS = ['uses', 'uses', 'uses', 'uses', 'uses', 'uses', 'formerly_used', 'created', 'considered'];
const GRADES = ['own_post', 'case_study', 'quoted', 'reported', 'unsourced'];
const RULES = ['active_use', 'passive_use', 'list_member', 'written_in', 'moved_to', 'case_study'];
const USE_CASES = [
	['web_backend', 'Web and API backends'],
	['frontend', 'Web frontends'],
	['mobile', 'Mobile apps'],
	['data_analysis', 'Data analysis and BI'],
	['data_pipelines', 'Data pipelines and ETL'],
	['streaming', 'Event streaming and messaging'],
	['machine_learning', 'Machine learning and AI'],
	['scientific', 'Scientific computing'],
	['infrastructure', 'Infrastructure and operations'],
	['automation', 'Automation and scripting'],
	['security', 'Security'],
	['storage', 'Storage and databases'],
	['search', 'Search'],
];
const hostile = kind === 'hostile';

const technologies = Array.from({ length: size.technologies }, (_, i) => {
	const [name, of] = TECHNOLOGIES[i] || ['Tool ' + i, 'unknown'];
	const shown = hostile ? HOSTILE[(i * 2) % HOSTILE.length] : name;
	return {
		id: slug(name, i),
		name: shown,
		kind: hostile && i === 3 ? HOSTILE[1] : of,
		known: i < TECHNOLOGIES.length,
	};
});
const adopters = Array.from({ length: size.adopters }, (_, i) => {
	const name = pick(FIRST) + ' ' + pick(SECOND) + (i > 200 ? ' ' + i : '');
	return {
		id: slug(name, i),
		name: hostile ? HOSTILE[i % HOSTILE.length] : name,
		kind: hostile && i === 2 ? HOSTILE[0] : pick(KINDS),
		parent: i > 20 && random() < 0.04 ? i % 20 : -1,
	};
});
const articles = Array.from({ length: size.articles }, (_, i) => {
	const year = 2010 + Math.floor(16 * Math.sqrt(random()));
	const bad = HOSTILE[i % HOSTILE.length];
	return {
		id: id('a_', i),
		source: hostile ? bad : 'blog/' + year + '/' + hex(i, 4) + '.html',
		year,
		url: hostile
			? [
					'javascript:window.ran=1',
					'data:text/html,<script>window.ran=1</script>',
					'https://example.org/"><script>',
					'vbscript:x',
					bad,
				][i % 5]
			: 'https://example.org/' + year + '/' + i,
		title: hostile ? bad : 'How we build ' + pick(SECOND).toLowerCase() + ' systems, part ' + (i + 1),
		site: hostile ? bad : 'Example Engineering',
		published:
			random() < 0.1
				? ''
				: year +
					'-' +
					String(1 + below(12)).padStart(2, '0') +
					'-' +
					String(1 + below(28)).padStart(2, '0'),
		copy: i > 5 && random() < 0.06 ? id('a_', i - 1 - below(5)) : '',
	};
});

const claims = [];
for (let i = 0; i < size.claims; i++) {
	const a = famous(adopters.length, 1.6);
	const t = famous(technologies.length, 2.6);
	const article = articles[below(articles.length)];
	const status = pick(STATUS);
	const uses =
		random() < 0.55
			? [
					...new Set([
						(t * 5 + below(3)) % USE_CASES.length,
						random() < 0.2 ? below(USE_CASES.length) : (t * 5) % USE_CASES.length,
					]),
				]
					.map((u) => USE_CASES[u][0])
					.sort()
					.join('|')
			: '';
	const sentence = hostile
		? HOSTILE[i % HOSTILE.length] + ' uses ' + technologies[t].name.slice(0, 200)
		: pick([
				`${adopters[a].name} uses ${technologies[t].name} for its ${pick(SECOND).toLowerCase()} platform.`,
				`At ${adopters[a].name}, most new services are written in ${technologies[t].name}, and the older ones are being moved one by one.`,
				`“We chose ${technologies[t].name} because the team knew it well,” says an engineer at ${adopters[a].name}.`,
			]);
	claims.push({
		id: id('c_', i),
		a,
		t,
		article,
		status,
		uses,
		since: random() < 0.3 ? article.year - below(6) : '',
		until: status === 'formerly_used' && random() < 0.5 ? article.year : '',
		confidence: (0.5 + 0.49 * Math.sqrt(random())).toFixed(2),
		rule: pick(RULES),
		line: 1 + below(400),
		evidence: sentence,
	});
}

const cells = new Map();
for (const c of claims) {
	const key = adopters[c.a].id + ',' + technologies[c.t].id;
	if (!cells.has(key)) cells.set(key, { a: c.a, t: c.t, claims: [] });
	cells.get(key).claims.push(c);
}
for (const cell of cells.values()) {
	const has = (s) => cell.claims.some((c) => c.status === s);
	cell.status = has('uses')
		? has('formerly_used') && random() < 0.5
			? 'formerly_used'
			: 'uses'
		: cell.claims[0].status;
	cell.disputed = has('uses') && has('formerly_used') && random() < 0.4;
	cell.articles = new Set(cell.claims.map((c) => c.article.id)).size;
	cell.independent = new Set(cell.claims.map((c) => c.article.copy || c.article.id)).size;
	cell.dates = cell.claims
		.map((c) => c.article.published)
		.filter(Boolean)
		.sort();
	cell.confidence = (1 - cell.claims.reduce((p, c) => p * (1 - c.confidence), 1)).toFixed(3);
	cell.uses = [...new Set(cell.claims.flatMap((c) => c.uses.split('|')))].filter(Boolean).sort().join('|');
}
const cellList = [...cells.values()];
const cellsOf = technologies.map(() => []);
cellList.forEach((c) => cellsOf[c.t].push(c));

const migrations = [];
for (let i = 0; i < Math.floor(size.claims / 20) && i < 4000; i++) {
	const from = famous(technologies.length, 1.6);
	const to = famous(technologies.length, 2.4);
	const article = articles[below(articles.length)];
	const a = below(adopters.length);
	if (from !== to)
		migrations.push([
			article.id,
			article.source,
			adopters[a].id,
			adopters[a].name,
			technologies[from].id,
			technologies[from].name,
			technologies[to].id,
			technologies[to].name,
			random() < 0.6 ? article.year : '',
			hostile
				? HOSTILE[i % HOSTILE.length]
				: `In ${article.year}, ${adopters[a].name} moved from ${technologies[from].name} to ${technologies[to].name}.`,
		]);
}

function countsOf(t, i) {
	const of = cellsOf[i];
	const n = (...s) => of.filter((c) => s.includes(c.status)).length;
	const users = of.filter((c) => c.status === 'uses' || c.status === 'formerly_used');
	const came = new Set(migrations.filter((m) => m[6] === t.id).map((m) => m[2])).size;
	const left = new Set(migrations.filter((m) => m[4] === t.id).map((m) => m[2])).size;
	const dates = of.flatMap((c) => c.dates).sort();
	const many = users.filter((c) => c.independent >= 2).length;
	return [
		t.id,
		t.name,
		t.kind,
		users.length,
		users.length + (users.length >> 4),
		n('uses'),
		n('formerly_used'),
		n('considered'),
		n('created'),
		of.length,
		of.length,
		dates[0] || '',
		dates[dates.length - 1] || '',
		came,
		left,
		came - left,
		users.length ? (many / users.length).toFixed(3) : '',
	];
}

function yearsOf(t, i) {
	const by = new Map();
	for (const c of cellsOf[i])
		for (const claim of c.claims)
			if (claim.article.published) {
				const y = claim.article.published.slice(0, 4);
				if (!by.has(y)) by.set(y, { adopters: new Set(), former: new Set(), articles: new Set() });
				by.get(y)[claim.status === 'formerly_used' ? 'former' : 'adopters'].add(c.a);
				by.get(y).articles.add(claim.article.id);
			}
	return [...by]
		.sort()
		.map(([y, n]) => [t.id, y, n.adopters.size, n.former.size, n.articles.size, n.articles.size]);
}

function estimateOf(t, i) {
	const users = cellsOf[i].filter((c) => c.status === 'uses' || c.status === 'formerly_used');
	const ones = users.filter((c) => c.independent === 1).length;
	const twos = users.filter((c) => c.independent === 2).length;
	if (users.length < 10 || twos < 1) return [t.id, users.length, ones, twos, '', '', '', ''];
	const more = (ones * ones) / (2 * twos);
	return [
		t.id,
		users.length,
		ones,
		twos,
		(
			1 -
			ones /
				Math.max(
					1,
					users.reduce((n, c) => n + c.independent, 0),
				)
		).toFixed(3),
		Math.round(users.length + more),
		Math.round(users.length + 0.5 * more),
		Math.round(users.length + 1.9 * more),
	];
}

function purposeCounts() {
	const by = new Map();
	for (const c of cellList)
		if (c.status === 'uses' || c.status === 'formerly_used')
			for (const u of c.uses.split('|').filter(Boolean)) {
				const key = u + ',' + technologies[c.t].id;
				by.set(key, (by.get(key) || 0) + 1);
			}
	return [...by].sort().map(([key, n]) => [...key.split(','), n, n, n]);
}

const field = (v) => '"' + String(v).replace(/"/g, '""') + '"';
function table(name, head, rows) {
	const text = [head.split(' '), ...rows].map((r) => r.map(field).join(',')).join('\n') + '\n';
	const file = join(dir, name + '.csv');
	writeFileSync(file, text);
	execFileSync('zstd', ['-q', '-3', '-f', '--rm', file, '-o', file + '.zst']);
}

mkdirSync(dir, { recursive: true });
table(
	'articles',
	'article_id source url title site author published language words content_sha256 duplicate_of status witness',
	articles.map((a, i) => [
		a.id,
		a.source,
		a.url,
		a.title,
		a.site,
		'',
		a.published,
		'en',
		400 + i,
		'',
		a.copy,
		'kept',
		a.copy || a.id,
	]),
);
table(
	'adopters',
	'adopter_id name kind parent_id parent_since sector country known first_seen last_seen',
	adopters.map((a) => [
		a.id,
		a.name,
		a.kind,
		a.parent < 0 ? '' : adopters[a.parent].id,
		'',
		'',
		'',
		'true',
		'',
		'',
	]),
);
table(
	'technologies',
	'technology_id name kind parent_id vendor known',
	technologies.map((t) => [t.id, t.name, t.kind, '', '', t.known]),
);
table(
	'use_cases',
	'use_case_id name covers',
	USE_CASES.map(([u, n]) => [u, n, n.toLowerCase()]),
);
table(
	'claims',
	'claim_id article_id source adopter_id adopter technology_id technology status use_cases since_year until_year confidence rule line evidence role evidence_grade adopter_as technology_as',
	claims.map((c) => [
		c.id,
		c.article.id,
		c.article.source,
		adopters[c.a].id,
		adopters[c.a].name,
		technologies[c.t].id,
		technologies[c.t].name,
		c.status,
		c.uses,
		c.since,
		c.until,
		c.confidence,
		c.rule,
		c.line,
		c.evidence,
		c.status === 'created' ? 'creator' : 'user',
		GRADES[(c.line + c.a) % GRADES.length],
		adopters[c.a].name,
		technologies[c.t].name,
	]),
);
table(
	'adoption',
	'adopter_id technology_id status claims articles independent_articles first_seen last_seen confidence use_cases disputed role counted',
	cellList.map((c) => [
		adopters[c.a].id,
		technologies[c.t].id,
		c.status,
		c.claims.length,
		c.articles,
		c.independent,
		c.dates[0] || '',
		c.dates[c.dates.length - 1] || '',
		c.confidence,
		c.uses,
		c.disputed,
		'user',
		c.status === 'uses' || c.status === 'formerly_used',
	]),
);
table(
	'technology_counts',
	'technology_id technology kind adopters adopters_with_parts current former considered created articles independent_articles first_seen last_seen arrivals departures net_flow multi_source_share',
	technologies.map(countsOf),
);
table(
	'yearly_counts',
	'technology_id year adopters former articles independent_articles',
	technologies.flatMap(yearsOf),
);
table('use_case_counts', 'use_case_id technology_id adopters current independent_articles', purposeCounts());
table(
	'estimates',
	'technology_id adopters singletons doubletons coverage chao2 chao2_low chao2_high',
	technologies.map(estimateOf),
);
table(
	'migrations',
	'article_id source adopter_id adopter from_id from_technology to_id to_technology year evidence',
	migrations,
);
table(
	'metrics',
	'metric_id article_id source subject_id subject technology_id technology measure value unit qualifier year confidence line evidence',
	claims
		.filter((_, i) => i % 40 === 7)
		.map((c, i) => [
			id('m_', i),
			c.article.id,
			c.article.source,
			adopters[c.a].id,
			adopters[c.a].name,
			technologies[c.t].id,
			technologies[c.t].name,
			hostile ? HOSTILE[i % HOSTILE.length] : 'share of services',
			10 + below(85),
			'percent',
			pick(['=', '>', '~']),
			'',
			0.8,
			3,
			hostile
				? HOSTILE[(i + 5) % HOSTILE.length]
				: `About 80% of the services at ${adopters[c.a].name} are written in ${technologies[c.t].name}.`,
		]),
);
table(
	'rejects',
	'source stage reason detail',
	articles
		.filter((_, i) => i % 17 === 3)
		.map((a, i) => [
			hostile ? HOSTILE[i % HOSTILE.length] : 'broken/' + i + '.html',
			pick(['read', 'extract']),
			pick(['not_text', 'language', 'login_wall', 'navigation_only']),
			hostile ? HOSTILE[(i + 3) % HOSTILE.length] : 'no text in 48211 bytes',
		]),
);
table(
	'misses',
	'source line adopter technology reason rule confidence evidence',
	claims
		.filter((_, i) => i % 9 === 4)
		.map((c) => [
			c.article.source,
			c.line,
			adopters[c.a].name,
			technologies[c.t].name,
			pick(['negated', 'plan', 'question', 'no_rule', 'below_threshold']),
			c.rule,
			'',
			c.evidence,
		]),
);
table(
	'checks',
	'check table column result failing_rows threshold',
	size.claims
		? [
				['key_unique', 'claims', 'claim_id', 'pass', 0, 0],
				['reference', 'claims', 'article_id', 'pass', 0, 0],
				['reject_share', 'articles', '', 'warn', 24, 0.05],
			]
		: [],
);
