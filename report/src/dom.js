/*
 * dom.js -- make elements without ever parsing text as markup.
 */
import { shorten, visible, webAddress } from './text.js';

/*
 * An element TAG with PROPS (class, text, on{event: handler}, style{property:
 * value}, anything else an attribute; null and false are left out) and
 * CHILDREN (nodes, strings, arrays of them; null is left out).
 */
export function h(tag, props, ...children) {
	const node = document.createElement(tag);
	for (const [key, value] of Object.entries(props || {})) setProp(node, key, value);
	add(node, children);
	return node;
}

function setProp(node, key, value) {
	if (value === null || value === undefined || (value === false && !key.startsWith('aria-'))) return;
	if (key === 'class') node.className = value;
	else if (key === 'text') node.textContent = value;
	else if (key === 'on')
		for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
	else if (key === 'style')
		for (const [property, v] of Object.entries(value)) node.style.setProperty(property, v);
	else node.setAttribute(key, value === true && !key.startsWith('aria-') ? '' : String(value));
}

export function add(node, ...children) {
	for (const child of children.flat(Infinity))
		if (child !== null && child !== undefined && child !== false) node.append(child);
	return node;
}

/* Replace all that NODE holds. */
export function fill(node, ...children) {
	node.replaceChildren();
	return add(node, children);
}

const svgSpace = 'http://www.w3.org/2000/svg';

export function svg(tag, attributes, ...children) {
	const node = document.createElementNS(svgSpace, tag);
	for (const [key, value] of Object.entries(attributes || {})) node.setAttribute(key, String(value));
	node.append(...children);
	return node;
}

/* A name from an article: isolated in direction, cut after MAX code points. */
export function name(s, max = 80) {
	const shown = shorten(visible(s), max);
	const cut = s.length > max;
	return h('bdi', { text: shown, title: cut ? shorten(visible(s), 1000) : null });
}

/* A link when ADDRESS is a plain web address, else its text. */
export function webLink(address, text) {
	const url = webAddress(address);
	if (!url) return text === undefined ? name(address, 120) : name(text, 120);
	return h(
		'a',
		{ href: url.href, rel: 'noopener noreferrer nofollow', target: '_blank' },
		name(text === undefined ? url.hostname + (url.pathname === '/' ? '' : url.pathname) : text, 120),
	);
}

/* Words that stand where a section has nothing to show. */
export function nothing(text) {
	return h('p', { class: 'nothing', text });
}
