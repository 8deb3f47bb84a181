/*
 * rejects.js -- what was rejected, and why.
 */
import { strings } from '../columns.js';
import { h, nothing } from '../dom.js';
import { bar, growing, nameButton, section } from '../parts.js';
import { count, plural, visible, words } from '../text.js';

export function rejects(app) {
	const table = app.model.tables.rejects;
	const rows = table ? table.rows : 0;
	if (rows === 0)
		return section(
			'rejected',
			'What was rejected',
			null,
			nothing('Nothing. Every article and every row made it into the release.'),
			ledger(app),
		);
	const groups = group(table);
	return section(
		'rejected',
		'What was rejected',
		finding(app.model, rows, groups),
		byReason(app, groups),
		ledger(app),
	);
}

function byReason(app, groups) {
	return h(
		'div',
		{ class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Rejected, by reason' },
		h(
			'table',
			{ class: 'leaders' },
			h('caption', { class: 'unseen', text: 'Rejected articles and rows by stage and reason' }),
			h(
				'thead',
				null,
				h(
					'tr',
					null,
					h('th', { scope: 'col', text: 'Reason' }),
					h('th', { scope: 'col', class: 'wide', text: 'Rows' }),
					h('th', { scope: 'col', text: 'Stage' }),
				),
			),
			h(
				'tbody',
				null,
				groups.map((g) =>
					h(
						'tr',
						null,
						h(
							'th',
							{ scope: 'row' },
							nameButton(words(g.reason), () =>
								app.panel.rejects(visible(words(g.reason)), g.rows),
							),
						),
						h(
							'td',
							{ class: 'wide' },
							h(
								'span',
								{ class: 'bar-line' },
								bar(g.rows.length / groups[0].rows.length),
								h('span', { class: 'bar-number', text: count(g.rows.length) }),
							),
						),
						h('td', { text: visible(g.stage) }),
					),
				),
			),
		),
	);
}

function finding(model, rows, groups) {
	return (
		plural(rows + model.tables.rejects.leftOut, 'article or row', 'articles and rows') +
		' did not make it, most for “' +
		visible(words(groups[0].reason)) +
		'”. Nothing disappears without a reason.'
	);
}

function group(table) {
	const [source, stage, reason, detail] = ['source', 'stage', 'reason', 'detail'].map((column) =>
		strings(table, column),
	);
	const by = new Map();
	for (let i = 0; i < table.rows; i++) {
		const key = stage(i) + '\n' + reason(i);
		if (!by.has(key)) by.set(key, { stage: stage(i), reason: reason(i), rows: [] });
		by.get(key).rows.push({ source: source(i), detail: detail(i) });
	}
	return [...by.values()].sort((a, b) => b.rows.length - a.rows.length || (a.reason < b.reason ? -1 : 1));
}

/* The sentences that named an adopter and a technology and gave no claim. */
function ledger(app) {
	const { table, reasons } = app.model.misses;
	if (!table || table.rows === 0) return null;
	const list = [...reasons].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
	return h(
		'div',
		{ class: 'ledger' },
		h('h3', { text: 'Sentences that gave no claim' }),
		h('p', {
			class: 'note',
			text:
				plural(table.rows + table.leftOut, 'sentence') +
				' named an adopter and a technology and gave no claim' +
				(table.leftOut
					? '; ' + count(table.rows) + ' of them are on this page, all are in csv/misses.csv.zst.'
					: '.'),
		}),
		growing(
			list,
			([reason, rows]) =>
				h(
					'li',
					null,
					h(
						'button',
						{
							type: 'button',
							class: 'flow',
							on: { click: () => app.panel.misses(visible(words(reason)), rows) },
						},
						h('span', { text: visible(words(reason)) }),
						h('span', { class: 'flow-count', text: count(rows.length) }),
					),
				),
			{ className: 'flows', what: 'reasons', first: 8 },
		),
	);
}
