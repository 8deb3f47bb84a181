/*
 * screenshots.mjs -- pictures of a report for the README.
 * usage: NODE_MODULES=dir node screenshots.mjs REPORT.html DIR
 */
import { join, resolve } from 'node:path';
import { launch, openReport } from './browser.mjs';

const [report, dir] = process.argv.slice(2);
const { browser, stop } = await launch();

async function shot(name, options, act) {
	const { page } = await openReport(browser, resolve(report), options);
	if (act) await act(page);
	await new Promise((done) => setTimeout(done, 400));
	await page.screenshot({ path: join(dir, name + '.png'), optimizeForSpeed: false });
	await page.close();
}

const top = (id) => (page) =>
	page.evaluate((at) => {
		document.documentElement.style.scrollBehavior = 'auto';
		scrollTo(0, document.getElementById(at).getBoundingClientRect().top + scrollY + 8);
	}, id);
const first = (selector) => async (page) => {
	await page.evaluate((s) => document.querySelector(s).click(), selector);
	await page.waitForSelector('dialog[open]');
};

try {
	await shot('report', { width: 1280, height: 900 });
	await shot('report-table', { width: 1280, height: 900 }, top('who'));
	await shot('report-purposes', { width: 1280, height: 900 }, top('purposes'));
	await shot(
		'report-sentences',
		{ width: 1280, height: 900, theme: 'dark' },
		first('.grid-canvas .grid-row'),
	);
	await shot('report-phone', { width: 390, height: 844 });
} finally {
	await stop();
}
