// usage: scripts/duckdb tests/readers/duckdb.mjs RELEASE [PARQUET]
// TAP lines: does DuckDB read the release as it is declared?
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const { DuckDBInstance } = createRequire(import.meta.url)(process.env.DUCKDB_API);

const [release, parquet] = process.argv.slice(2);
process.chdir(release);
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));
const ok = (good, name, why) => console.log(`${good ? 'ok' : 'not ok'} - duckdb: ${name}${good ? '' : `: ${why}`}`);
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const rows = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
const manifest = json('manifest.json'), tables = json('datapackage.json').resources;
const wanted = { string: ['VARCHAR'], integer: ['BIGINT'], number: ['DOUBLE'], date: ['DATE'], year: ['BIGINT', 'SMALLINT'], boolean: ['BOOLEAN'] };

// The types that DuckDB sees by itself are those declared.
const wrong = [];
let seen = 0;
for (const t of tables) {
	const found = Object.fromEntries((await rows(`DESCRIBE SELECT * FROM read_csv('${t.path}', header = true)`)).map((r) => [r.column_name, r.column_type]));
	const names = t.schema.fields.map((f) => f.name);
	if (Object.keys(found).join() !== names.join()) wrong.push(`${t.name}: columns ${Object.keys(found)}`);
	for (const f of t.schema.fields) {
		const [{ n }] = await rows(`SELECT COUNT("${f.name}") AS n FROM read_csv('${t.path}', header = true, all_varchar = true)`);
		if (Number(n) === 0) continue; // a column without a value has no type to see
		seen++;
		if (!wanted[f.type].includes(found[f.name])) wrong.push(`${t.name}.${f.name}: ${f.type} read as ${found[f.name]}`);
	}
}
ok(wrong.length === 0 && seen > 20, `sees the declared type of ${seen} columns`, wrong.join('; '));

// The shipped script loads it, with keys.
const script = readFileSync('load/duckdb.sql', 'utf8');
const statements = await connection.extractStatements(script);
for (let i = 0; i < statements.count; i++) await (await statements.prepare(i)).run();
const counts = [];
for (const t of manifest.tables) {
	const [{ n }] = await rows(`SELECT COUNT(*) AS n FROM "${t.name}"`);
	if (Number(n) !== t.rows) counts.push(`${t.name}: ${n}, not ${t.rows}`);
}
ok(counts.length === 0, `load/duckdb.sql loads ${manifest.tables.length} tables with the manifest's rows`, counts.join('; '));
for (const view of (await rows("SELECT view_name FROM duckdb_views() WHERE NOT internal")).map((r) => r.view_name))
	try {
		await rows(`SELECT * FROM "${view}" LIMIT 5`);
		ok(true, `${view} gives rows`);
	} catch (e) {
		ok(false, `${view} gives rows`, e.message);
	}
if (parquet) {
	const bad = [];
	for (const t of manifest.tables) {
		const [{ n }] = await rows(`SELECT COUNT(*) AS n FROM '${parquet}/${t.name}.parquet'`);
		const [{ d }] = await rows(`SELECT COUNT(*) AS d FROM (SELECT * FROM '${parquet}/${t.name}.parquet' EXCEPT SELECT * FROM "${t.name}")`);
		if (Number(n) !== t.rows || Number(d) !== 0) bad.push(`${t.name}: ${n} rows, ${d} others`);
	}
	ok(bad.length === 0, 'make parquet writes the same rows', bad.join('; '));
}
connection.closeSync();
