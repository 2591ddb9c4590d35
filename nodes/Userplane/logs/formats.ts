/** How each kind of text is written, so that what a customer or a page wrote stays a text, and can be copied. */

/** Text without any marks. Whatever comes from a customer or a page goes through `escape`; no link leads to what a page has logged. */
const PLAIN = {
	escape: (text: string) => text,
	bold: (escaped: string) => escaped,
	link: (escaped: string, url: string) => `${escaped}: ${url}`,
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

/** Breaks `@name`, but no mail address. */
function withoutMentions(text: string): string {
	return text.replace(/(?<!\w)@(?=\w)/g, `@${JOINER}`);
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
		link: (text, url) => `[${text}](<${url}>)`,
	},
	slack: {
		...PLAIN,
		// Slack's own three (formatting text for app surfaces), and its marks
		escape: (text) => withoutMarks(withoutMentions(text).replace(/[&<>]/g, escapeHtml)),
		bold: (text) => `*${text}*`,
		link: (text, url) => `<${url}|${text}>`,
		item: (text) => `• ${text}`,
		longest: 3_000,
	},
	html: {
		...PLAIN,
		escape: escapeHtml,
		bold: (text) => `<strong>${text}</strong>`,
		link: (text, url) => `<a href="${escapeHtml(url)}">${text}</a>`,
		item: (text) => `• ${text}`,
		paragraph: (lines) => `<p>${lines.join('<br>\n')}</p>`,
		gap: '\n',
	},
	text: PLAIN,
} satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;
