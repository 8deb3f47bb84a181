/*
 * bundle.mjs -- everything of the page in one file.
 * usage: node bundle.mjs NPM-DIR OUT
 * Same sources and libraries give the same bytes.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MARK = '<!--usedby:tables-->';
const sources = join(dirname(fileURLToPath(import.meta.url)), 'src');
const [npm, out] = process.argv.slice(2);
if (!npm || !out) {
	console.error('usage: node bundle.mjs NPM-DIR OUT');
	process.exit(64);
}
const modules = join(npm, 'node_modules');
const { build } = createRequire(join(npm, 'package.json'))('esbuild');

const common = {
	bundle: true,
	minify: true,
	write: false,
	charset: 'utf8',
	legalComments: 'none',
	target: 'es2022',
	nodePaths: [modules],
	loader: { '.woff2': 'dataurl' },
	logLevel: 'warning',
	absWorkingDir: sources,
};

async function bundled(entry, more) {
	const result = await build({ ...common, ...more, entryPoints: [join(sources, entry)] });
	return result.outputFiles[0].text;
}

/* An inline element ends at the first "</script" or "</style" in its text. */
function inline(text, tag) {
	if (tag === 'script') return text.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');
	if (/<\/style/i.test(text)) throw new Error('the styles hold </style');
	return text;
}

function hash(text) {
	return "'sha256-" + createHash('sha256').update(text).digest('base64') + "'";
}

/* The licence files of what is in the page, with name and version. */
function licences() {
	const names = [
		'echarts',
		'zrender',
		'tslib',
		'@tanstack/virtual-core',
		'@fontsource-variable/inter',
		'@fontsource-variable/source-serif-4',
	];
	return names
		.map((name) => {
			const folder = join(modules, name);
			const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
			const texts = readdirSync(folder)
				.filter((f) => /^(licen[cs]e|notice)(\.\w+)?$/i.test(f))
				.sort();
			if (texts.length === 0) throw new Error(name + ' has no licence file');
			const extra = join(folder, 'licenses');
			const more = existsSync(extra)
				? readdirSync(extra)
						.sort()
						.map((f) => join('licenses', f))
				: [];
			return [
				name + ' ' + version + ' (' + license + ')',
				...[...texts, ...more].map((f) => readFileSync(join(folder, f), 'utf8').trim()),
			].join('\n\n');
		})
		.join('\n\n' + '-'.repeat(72) + '\n\n')
		.replace(/</g, '‹')
		.replace(/>/g, '›');
}

const script = inline(await bundled('main.js', { format: 'iife' }), 'script');
const style = inline(await bundled('style.css', {}), 'style');
const policy = [
	"default-src 'none'",
	'script-src ' + hash(script),
	'style-src ' + hash(style),
	'img-src data:',
	'font-src data:',
	"base-uri 'none'",
	"form-action 'none'",
	"require-trusted-types-for 'script'",
	'trusted-types default',
].join('; ');
const values = { policy, style, script, licences: licences() };
const page = readFileSync(join(sources, 'index.html'), 'utf8').replace(
	/\{\{(\w+)\}\}/g,
	(_, key) => values[key],
);
if (page.split(MARK).length !== 2) throw new Error('the page has not exactly one ' + MARK);
writeFileSync(out + '.tmp', page);
renameSync(out + '.tmp', out);
