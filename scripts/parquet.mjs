// usage: scripts/duckdb scripts/parquet.mjs RELEASE DIR
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const { DuckDBInstance } = createRequire(import.meta.url)(process.env.DUCKDB_API);

const [release, dir] = process.argv.slice(2);
const types = { string: 'VARCHAR', integer: 'BIGINT', number: 'DOUBLE', date: 'DATE', year: 'SMALLINT', boolean: 'BOOLEAN' };
const text = (s) => `'${s.replaceAll("'", "''")}'`;
const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
const connection = await instance.connect();
for (const table of JSON.parse(readFileSync(`${release}/datapackage.json`, 'utf8')).resources) {
	const columns = table.schema.fields.map((f) => `${text(f.name)}: ${text(types[f.type])}`).join(', ');
	await connection.run(`COPY (SELECT * FROM read_csv(${text(`${release}/${table.path}`)}, header = true, auto_detect = false,
		delim = ',', quote = '"', escape = '"', nullstr = '', max_line_size = 16777216, columns = {${columns}}))
		TO ${text(`${dir}/${table.name}.parquet`)} (FORMAT parquet, COMPRESSION zstd)`);
}
connection.closeSync();
