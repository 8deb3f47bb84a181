// usage: scripts/duckdb tests/readers/query.mjs DIR <SQL -- runs one query in DIR, prints its rows
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const { DuckDBInstance } = createRequire(import.meta.url)(process.env.DUCKDB_API);

process.chdir(process.argv[2]);
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const result = await connection.runAndReadAll(readFileSync(0, 'utf8'));
for (const row of result.getRowsJson()) console.log(row.join('|'));
connection.closeSync();
