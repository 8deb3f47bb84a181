/*
 * browser.mjs -- a headless Chromium that can reach nothing but its file.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/* The packages of tests/report/package.json are where NODE_MODULES says. */
const require = createRequire(join(process.env.NODE_MODULES, 'x.js'));
const puppeteer = require('puppeteer-core');
export const axeSource = require('axe-core').source;

export async function launch() {
	const home = mkdtempSync(join(tmpdir(), 'report-'));
	const browser = await puppeteer.launch({
		executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
		headless: true,
		userDataDir: join(home, 'profile'),
		env: { ...process.env, HOME: home },
		protocolTimeout: 120000,
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			'--disable-dev-shm-usage',
			'--force-color-profile=srgb',
			'--hide-scrollbars=false',
		],
	});
	const stop = async () => {
		await browser.close();
		rmSync(home, { recursive: true, force: true, maxRetries: 5 });
	};
	return { browser, stop };
}

/*
 * Open FILE and wait until the report stands.  Gives {page, ms, seen}: seen
 * gathers errors, CSP violations, dialogs and requests other than the file.
 */
export async function openReport(
	browser,
	file,
	{ width = 1280, height = 900, theme = 'light', hash = '' } = {},
) {
	const page = await browser.newPage();
	const seen = { errors: [], violations: [], dialogs: [], requests: [] };
	const address = pathToFileURL(file).href;
	page.on('pageerror', (error) => seen.errors.push(String(error)));
	page.on('console', (message) => {
		if (message.type() === 'error')
			(/Content Security Policy|Refused/.test(message.text()) ? seen.violations : seen.errors).push(
				message.text(),
			);
	});
	page.on('dialog', async (dialog) => {
		seen.dialogs.push(dialog.message());
		await dialog.dismiss();
	});
	page.on('request', (request) => {
		if (
			request.url().split('#')[0] !== address &&
			!request.url().startsWith('data:') &&
			!request.url().startsWith('blob:')
		)
			seen.requests.push(request.url());
	});
	await page.setViewport({
		width,
		height,
		deviceScaleFactor: 1,
		isMobile: width < 600,
		hasTouch: width < 600,
	});
	await page.emulateMediaFeatures([
		{ name: 'prefers-color-scheme', value: theme },
		{ name: 'prefers-reduced-motion', value: 'reduce' },
	]);
	await page.evaluateOnNewDocument(() => {
		document.addEventListener('securitypolicyviolation', (event) => {
			window.violations = (window.violations || []).concat(
				event.violatedDirective + ' ' + event.blockedURI + ' ' + (event.sample || ''),
			);
		});
	});
	const before = performance.now();
	await page.goto(address + hash, { waitUntil: 'load' });
	await page.waitForFunction(() => document.documentElement.dataset.ready, { timeout: 60000 });
	await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
	return { page, ms: performance.now() - before, seen };
}
