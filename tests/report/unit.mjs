/*
 * unit.mjs -- the parts of the report that need no browser.
 */
import assert from 'node:assert/strict';
import { answer, anyCell, foldNames, namesMatching, ordered } from '../../report/src/filter.js';
import { markNames, percent, plural, shorten, visible, webAddress, within } from '../../report/src/text.js';

let failed = 0;
function test(name, run) {
	try {
		run();
		console.log('ok - ' + name);
	} catch (error) {
		failed++;
		console.log('not ok - ' + name + ': ' + error.message.replace(/\n/g, ' '));
	}
}

test('what reorders or hides text is written out', () => {
	assert.equal(visible('a\u202Eb\u2066c\u0000d\u200Be'), 'a⟨U+202E⟩b⟨U+2066⟩c⟨U+0000⟩d⟨U+200B⟩e');
	assert.equal(visible('Żółw\t名前\nعربي'), 'Żółw\t名前\nعربي');
});
test('a long text is cut at a character', () => {
	assert.equal(shorten('abc', 3), 'abc');
	assert.equal(shorten('\u{1F469}'.repeat(5), 2), '\u{1F469}\u{1F469}…');
	assert.equal(shorten('x'.repeat(10000), 5), 'x'.repeat(5) + '…');
});
test('only web addresses become links', () => {
	for (const bad of [
		'javascript:alert(1)',
		' javascript:alert(1)',
		'JaVaScRiPt:1',
		'data:text/html,x',
		'vbscript:x',
		'file:///etc/passwd',
		'//example.org',
		'http:',
		'',
		'https://',
	])
		assert.equal(webAddress(bad), null, bad);
	assert.equal(webAddress('HTTPS://Example.org/a"b').href, 'https://example.org/a%22b');
});
test('names are marked as whole words, once each', () => {
	const marks = (s, ...names) =>
		markNames(s, names)
			.map((p) => (p.mark < 0 ? p.text : '[' + p.mark + ':' + p.text + ']'))
			.join('');
	assert.equal(marks('Uber uses Go, not Google.', ['Uber'], ['Go']), '[0:Uber] uses [1:Go], not Google.');
	assert.equal(marks('C++ and C# at X', ['X'], ['C++']), '[1:C++] and C# at [0:X]');
	assert.equal(marks('AWS Lambda on AWS', ['AWS'], ['AWS Lambda']), '[1:AWS Lambda] on [0:AWS]');
	assert.equal(marks('they use it', ['we', 'they', 'it'], ['']), '[0:they] use it');
	assert.equal(
		marks('a (b) [c] {d} \\ ^ $ . * + ? | - / <!--', ['<!--'], ['\\ ^ $']),
		'a (b) [c] {d} [1:\\ ^ $] . * + ? | - / [0:<!--]',
	);
});
test('numbers read as they are', () => {
	assert.equal(percent(0.996), '> 99 %');
	assert.equal(percent(1), '100 %');
	assert.equal(percent(NaN), '–');
	assert.equal(plural(1, 'article'), '1 article');
	assert.equal(plural(1234, 'article'), '1,234 articles');
	assert.equal(within('Web and API backends'), 'web and API backends');
	assert.equal(within('API gateways'), 'API gateways');
});
test('a search takes the exact name, else beginnings of words, else parts', () => {
	const names = foldNames(['Go', 'MongoDB', 'Google Cloud', 'Django', 'Café']);
	const found = (text) => [...namesMatching(names, text)].map((v, i) => (v ? i : -1)).filter((i) => i >= 0);
	assert.deepEqual(found('go'), [0]);
	assert.deepEqual(found('goo'), [2]);
	assert.deepEqual(found('clo'), [2]);
	assert.deepEqual(found('ngo'), [1, 3]);
	assert.deepEqual(found(' CAFE '), [4]);
	assert.equal(namesMatching(names, '  '), null);
});
test('a question is the meeting of its parts', () => {
	const cells = {
		n: 4,
		adopter: [0, 0, 1, 2],
		tech: [0, 1, 0, 1],
		statusMask: [1, 2, 3, 8],
		purposes: [
			[1, 0, 2, 0],
			[0, 1, 0, 0],
		],
		confidence: [0.5, 0.9, 0.95, 0.6],
		independent: [1, 2, 3, 1],
		disputed: [0, 0, 1, 0],
		first: [2010, 0, 2015, 0],
		last: [2012, 2020, 2016, 0],
	};
	const model = {
		cells,
		adopters: { kind: ['company', 'agency', 'company'] },
		technologies: { kind: ['language', 'database'] },
	};
	const folded = {
		adopters: foldNames(['Acme', 'Bureau', 'Corp']),
		technologies: foldNames(['Python', 'Redis']),
	};
	const ask = (question) => [
		...answer(
			model,
			folded,
			ordered(4, (a, b) => b - a),
			{ ...anyCell(), ...question },
		),
	];
	assert.deepEqual(ask({}), [3, 2, 1, 0]);
	assert.deepEqual(ask({ tech: 'python' }), [2, 0]);
	assert.deepEqual(ask({ tech: 'python', text: 'ac' }), [0]);
	assert.deepEqual(ask({ statuses: 2 }), [2, 1]);
	assert.deepEqual(ask({ purpose: 32 }), [1]);
	assert.deepEqual(ask({ purpose: 1 }), [2]);
	assert.deepEqual(ask({ confidence: 0.9 }), [2, 1]);
	assert.deepEqual(ask({ sources: 2, kind: 'agency' }), [2]);
	assert.deepEqual(ask({ disputed: true }), [2]);
	assert.deepEqual(ask({ from: 2013 }), [2, 1]);
	assert.deepEqual(ask({ to: 2014 }), [0]);
	assert.deepEqual(ask({ from: 2012, to: 2012 }), [0]);
	assert.deepEqual(ask({ techKind: 'database' }), [3, 1]);
});
process.exit(failed ? 1 : 0);
