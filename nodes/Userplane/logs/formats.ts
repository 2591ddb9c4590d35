/** How one kind of text is written. Whatever comes from a customer or a page goes through `escape`. */
export interface Format {
	escape: (text: string) => string;
	bold: (escaped: string) => string;
	/** @param url of ours alone, never one that a page has logged */
	link: (escaped: string, url: string) => string;
	item: (escaped: string) => string;
	/** Puts a group of lines together. */
	paragraph: (lines: string[]) => string;
	/** Between groups. */
	gap: string;
	/** The longest text, in characters. */
	longest: number;
}

/** Breaks what readers make a mention or a link of by themselves: `@name`, `https://...`, `//...`, `www. ...`. Not to be seen. */
function inert(text: string): string {
	return text
		.replace(/@/g, '@\u200b')
		.replace(/\/(?=\/)/g, '/\u200b')
		.replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}\u200b.`);
}

function escapeHtml(text: string): string {
	const entities: Record<string, string> = {
		'&': '&amp;',
		'<': '&lt;',
		'>': '&gt;',
		'"': '&quot;',
		"'": '&#39;',
	};
	return text.replace(/[&<>"']/g, (character) => entities[character]);
}

const lines = (all: string[]) => all.join('\n');

export const FORMATS = {
	markdown: {
		// What has a meaning inside a line (CommonMark 6, GFM): no line of the report begins with a text of others
		escape: (text) => inert(text).replace(/[\\`*_[\]<>~|&#$]/g, '\\$&'),
		bold: (text) => `**${text}**`,
		link: (text, url) => `[${text}](<${url}>)`,
		item: (text) => `- ${text}`,
		paragraph: lines,
		gap: '\n\n',
		longest: Infinity,
	},
	slack: {
		// Slack's own three (formatting text for app surfaces), and its marks, which count at the edge of a word
		escape: (text) =>
			inert(text)
				.replace(/&/g, '&amp;')
				.replace(/</g, '&lt;')
				.replace(/>/g, '&gt;')
				.replace(/[*_~`]/g, '\u200b$&\u200b'),
		bold: (text) => `*${text}*`,
		link: (text, url) => `<${url}|${text}>`,
		item: (text) => `• ${text}`,
		paragraph: lines,
		gap: '\n\n',
		longest: 3_000,
	},
	html: {
		escape: (text) => escapeHtml(inert(text)),
		bold: (text) => `<strong>${text}</strong>`,
		link: (text, url) => `<a href="${escapeHtml(url)}">${text}</a>`,
		item: (text) => `• ${text}`,
		paragraph: (all) => `<p>${all.join('<br>\n')}</p>`,
		gap: '\n',
		longest: Infinity,
	},
	text: {
		escape: (text) => text,
		bold: (text) => text,
		link: (text, url) => `${text}: ${url}`,
		item: (text) => `- ${text}`,
		paragraph: lines,
		gap: '\n\n',
		longest: Infinity,
	},
} satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;
