/** The longest text of the service that is shown, in characters. */
const LONGEST_QUOTE = 500;

/** Takes the key, and what could sign an address, out of a text that is shown or logged; and makes it one short line. */
export function redact(text: string, apiKey: string): string {
	const withoutKey = apiKey === '' ? text : text.split(apiKey).join('[API key]');
	const line = withoutKey
		.replace(/uspl_[\w-]+/g, '[API key]')
		.replace(/[^\s"']+/g, withoutQuery)
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.trim();
	return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line;
}

/** Cuts a word at the query of the address in it. Not one expression: on a long hostile text that takes quadratic time. */
function withoutQuery(word: string): string {
	const address = word.search(/https?:\\?\//i);
	const rest = address < 0 ? -1 : word.slice(address).search(/[?#]/);
	const query = rest < 0 ? word.search(/\?[\w.%-]{1,80}=/) : address + rest;
	return query < 0 ? word : word.slice(0, query);
}
