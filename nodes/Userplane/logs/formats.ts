/** How each kind of text is written, so that what a customer or a page wrote stays a text, and can be copied. */

/** Text without any marks. Whatever comes from a customer or a page goes through `escape`. */
const PLAIN = {
	escape: (text: string) => text,
	bold: (escaped: string) => escaped,
	/** @param url of ours, or of `webUrl`; never one that a page has logged */
	link: (escaped: string, url: string) => (webUrl(escaped) === url ? escaped : `${escaped}: ${url}`),
	/** A URL that a page has logged: to be read and copied, not to be opened. */
	code: (url: string) => url,
	item: (escaped: string) => `- ${escaped}`,
	paragraph: (lines: string[]) => lines.join('\n'),
	/** Between paragraphs. */
	gap: '\n\n',
	/** In characters. Jira takes 32,767, and the others of those that the examples write to take more. */
	longest: 32_000,
};

/** How one kind of text is written. */
export type Format = typeof PLAIN;

/** A joiner that nobody sees: only where nothing else stops a mention or a mark, since it spoils what is copied. */
const JOINER = '\u200b';

/** `@name`, but no mail address. */
const MENTION = /(?<!\w)@(?=\w)/g;

function withoutMentions(text: string): string {
	return text.replace(MENTION, `@${JOINER}`);
}

/** Between backticks, where nothing else has a meaning, a URL keeps its own when these two are encoded. */
function inBackticks(url: string): string {
	return `\`${url.replace(/`/g, '%60').replace(MENTION, '%40')}\``;
}

/** The longest URL that is made a link, in characters. */
const LONGEST_URL = 600;

/**
 * A text that is a web URL, fit to be a link in every format: nothing in it ends one. Undefined for any other text, and for a
 * URL that names who logs in: it may not lead where it seems to.
 */
export function webUrl(text: string | null): string | undefined {
	const given = text?.trim() ?? '';
	if (!/^https?:\/\/\S+$/i.test(given) || given.length > LONGEST_URL) return undefined;
	try {
		const { href, username, password } = new URL(given);
		const safe = href.replace(/["<>@\\^`{|}]/g, encodeURIComponent);
		return username === '' && password === '' ? safe : undefined;
	} catch {
		return undefined;
	}
}

/** Breaks Slack's marks, which count at the edges of words, and by twos. It has no escape for them. */
function withoutMarks(text: string): string {
	return ['*', '_', '~', '`'].reduce((result, mark) => {
		const edges = new RegExp(`(?<!\\w)\\${mark}|\\${mark}(?!\\w)`, 'g');
		const isPair = (result.match(edges)?.length ?? 0) > 1;
		return isPair ? result.replace(edges, `${JOINER}$&${JOINER}`) : result;
	}, text);
}

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Slack's own three (formatting text for app surfaces). */
function escapeSlack(text: string): string {
	return text.replace(/[&<>]/g, escapeHtml);
}

function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/** What has a meaning inside a line of Markdown (CommonMark 6, GFM), or makes a link of an address: no line of the report begins with a text of others. */
const MARKDOWN = /[\\`*_[\]<>~|&#$]|:(?=\/\/)|\/(?=\/)|(?<=\bwww)\.|(?<=\w)@/gi;

export const FORMATS = {
	markdown: {
		...PLAIN,
		escape: (text) => withoutMentions(text).replace(MARKDOWN, '\\$&'),
		bold: (text) => `**${text}**`,
		// Entities count in a URL too
		link: (text, url) => `[${text}](<${url.replace(/&(?=[#\w]+;)/g, '&amp;')}>)`,
		code: inBackticks,
	},
	slack: {
		...PLAIN,
		escape: (text) => withoutMarks(escapeSlack(withoutMentions(text))),
		// One more mark would end it
		bold: (text) => `*${text.replace(/\u200b?\*\u200b?/g, `${JOINER}*${JOINER}`)}*`,
		link: (text, url) => `<${escapeSlack(url)}|${text}>`,
		code: (url) => escapeSlack(inBackticks(url)),
		item: (text) => `• ${text}`,
		longest: 3_000,
	},
	html: {
		...PLAIN,
		escape: escapeHtml,
		bold: (text) => `<strong>${text}</strong>`,
		link: (text, url) => `<a href="${escapeHtml(url)}">${text}</a>`,
		code: (url) => `<code>${escapeHtml(url)}</code>`,
		item: (text) => `• ${text}`,
		paragraph: (lines) => `<p>${lines.join('<br>\n')}</p>`,
		gap: '\n',
	},
	text: PLAIN,
} satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;
