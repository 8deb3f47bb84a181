/*
 * guard.js -- no string becomes markup, not even by mistake of a library.
 *
 * The page's policy asks for trusted types.  Browsers that know them send every
 * string on its way to an HTML parser or a script through this; the libraries
 * here only ever empty an element that way.
 */
export function refuseMarkup() {
	if (!window.trustedTypes) return;
	const refuse = () => {
		throw new TypeError('this page makes no markup and no script from text');
	};
	window.trustedTypes.createPolicy('default', {
		createHTML: (text) => (text === '' ? '' : refuse()),
		createScript: refuse,
		createScriptURL: refuse,
	});
}
