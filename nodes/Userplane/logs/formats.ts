/** How each kind of text is written, so that what a customer or a page wrote stays a text, and can be copied. */

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
	/** The longest text, in characters. Jira takes 32,767, and the others of those that the examples write to take more. */
	longest: number;
}

/** A joiner that nobody sees: only where nothing else stops a mention or a mark, since it spoils what is copied. */
const JOINER = '\u200b';

/** Breaks `@name`, but no mail address. */
function withoutMentions(text: string): string {
	return text.replace(/(?<![\w.+-])@(?=\w)/g, `@${JOINER}`);
}

/** Breaks Slack's marks, which count at the edges of words, and by twos. It has no escape for them. */
function withoutMarks(text: string): string {
	return ['*', '_', '~', '`'].reduce((result, mark) => {
		const edges =
			result.split(mark).length > 2 ? new RegExp(`(?<!\\w)\\${mark}|\\${mark}(?!\\w)`, 'g') : undefined;
		return edges && (result.match(edges)?.length ?? 0) > 1
			? result.replace(edges, `${JOINER}$&${JOINER}`)
			: result;
	}, text);
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

/** How lines are put together, unless a format says otherwise. */
const LINES = {
	item: (text: string) => `- ${text}`,
	paragraph: (lines: string[]) => lines.join('\n'),
	gap: '\n\n',
	longest: 32_000,
};

export const FORMATS = {
	markdown: {
		...LINES,
		// What has a meaning inside a line (CommonMark 6, GFM), and what makes a link of an address: no line of the report begins with a text of others
		escape: (text) =>
			withoutMentions(text).replace(
				/[\\`*_[\]<>~|&#$]|:(?=\/\/)|\/(?=\/)|(?<=\bwww)\.|(?<=[\w+-])@/gi,
				'\\$&',
			),
		bold: (text) => `**${text}**`,
		link: (text, url) => `[${text}](<${url}>)`,
	},
	slack: {
		...LINES,
		// Slack's own three (formatting text for app surfaces), and its marks, which count at the edge of a word
		escape: (text) =>
			withoutMarks(withoutMentions(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')),
		bold: (text) => `*${text}*`,
		link: (text, url) => `<${url}|${text}>`,
		item: (text) => `• ${text}`,
		longest: 3_000,
	},
	html: {
		...LINES,
		escape: escapeHtml,
		bold: (text) => `<strong>${text}</strong>`,
		link: (text, url) => `<a href="${escapeHtml(url)}">${text}</a>`,
		item: (text) => `• ${text}`,
		paragraph: (all) => `<p>${all.join('<br>\n')}</p>`,
		gap: '\n',
	},
	text: {
		...LINES,
		escape: (text) => text,
		bold: (text) => text,
		link: (text, url) => `${text}: ${url}`,
	},
} satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;
