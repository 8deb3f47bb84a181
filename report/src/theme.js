/*
 * theme.js -- light, dark, or as the system has it; paper is always light.
 */
import { redraw } from './charts.js';
import { h } from './dom.js';

const CHOICES = [
	['auto', 'Auto'],
	['light', 'Light'],
	['dark', 'Dark'],
];
const night = matchMedia('(prefers-color-scheme: dark)');

function apply(choice) {
	document.documentElement.dataset.theme = choice === 'auto' ? (night.matches ? 'dark' : 'light') : choice;
	redraw();
}

/* The switch in the page's bar; it takes effect at once. */
export function themeSwitch() {
	const node = h(
		'select',
		{ 'aria-label': 'Colours', class: 'theme', on: { change: () => apply(node.value) } },
		CHOICES.map(([value, text]) => h('option', { value, text })),
	);
	night.addEventListener('change', () => apply(node.value));
	addEventListener('beforeprint', () => apply('light'));
	addEventListener('afterprint', () => apply(node.value));
	apply('auto');
	return node;
}
