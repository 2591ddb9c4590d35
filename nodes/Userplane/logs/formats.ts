/** How each kind of text is written, so that what a customer or a page wrote stays a text, and can be copied. */

/** How one kind of text is written. Whatever comes from a customer or a page goes through `escape`. */
export interface Format {
	escape: (text: string) => string;
	bold: (escaped: string) => string;
	/** @param url of ours, or of `webUrl`; never one that a page has logged */
	link: (escaped: string, url: string) => string;
	/** A URL that a page has logged: to be read and copied, not to be opened. */
	code: (url: string) => string;
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

/** `@name`, but no mail address. */
const MENTION = /(?<![\w.+-])@(?=\w)/g;

function withoutMentions(text: string): string {
	return text.replace(MENTION, `@${JOINER}`);
}

/** Between backticks, where nothing else has a meaning, a URL keeps its own when these two are encoded. */
function inBackticks(url: string): string {
	return `\`${url.replace(/`/g, '%60').replace(MENTION, '%40')}\``;
}

/** The longest address that is made a link, in characters. */
const LONGEST_URL = 600;

/**
 * A text that is a web address, fit to be a link in every format: nothing in it ends one. Undefined for any other text, and
 * for an address that names who logs in: it may not lead where it seems to.
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

/** Slack's own three (formatting text for app surfaces). */
function escapeSlack(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
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
		// Entities count in an address too
		link: (text, url) => `[${text}](<${url.replace(/&(?=[#\w]+;)/g, '&amp;')}>)`,
		code: inBackticks,
	},
	slack: {
		...LINES,
		escape: (text) => withoutMarks(escapeSlack(withoutMentions(text))),
		// One more mark would end it
		bold: (text) => `*${text.replace(/\u200b?\*\u200b?/g, `${JOINER}*${JOINER}`)}*`,
		link: (text, url) => `<${escapeSlack(url)}|${text}>`,
		code: (url) => escapeSlack(inBackticks(url)),
		item: (text) => `• ${text}`,
		longest: 3_000,
	},
	html: {
		...LINES,
		escape: escapeHtml,
		bold: (text) => `<strong>${text}</strong>`,
		link: (text, url) => `<a href="${escapeHtml(url)}">${text}</a>`,
		code: (url) => `<code>${escapeHtml(url)}</code>`,
		item: (text) => `• ${text}`,
		paragraph: (all) => `<p>${all.join('<br>\n')}</p>`,
		gap: '\n',
	},
	text: {
		...LINES,
		escape: (text) => text,
		bold: (text) => text,
		link: (text, url) => (webUrl(text) === url ? text : `${text}: ${url}`),
		code: (url) => url,
	},
} satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;
