import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../runtime/operation';
import { parseUrl } from '../../shared/baseUrl';
import { ParameterError } from '../../shared/errors';
import { metadataRows } from '../../shared/linkFields';
import { readMetaRows } from '../../shared/metadata';
import { readText, trimmed } from '../../shared/texts';

/** The query parameter that the vendor's page reads metadata from (API reference 2, 5; evidence grade B). */
const PARAMETER = 'userplane-meta';

/** What stands between two entries, and between a key and its value, encoded or not. */
const SEPARATOR = { entries: /,|%2c/i, value: /=|%3d/i };

const LINK_URL: INodeProperties = {
	displayName: 'Link URL',
	name: 'linkURL',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. https://record.userplane.io/r/abc123',
	description: 'URL of a recording link, e.g. linkURL from another Userplane node',
};

const URL_META = metadataRows(
	{
		displayName: 'Metadata',
		name: 'urlMeta',
		description:
			'Names and values to include in the customMeta of each recording. Commas and equals signs are not allowed.',
	},
	{ key: 'ticketId', value: '35436' },
);

/** Adds metadata to a link's URL, without any request (API reference 2, 5: the URL is evidence grade B, where it ends up D). */
export const addUrlMeta: Operation = {
	option: {
		name: 'Set URL Metadata',
		value: 'addUrlMeta',
		action: 'Set metadata in the URL of a link',
		description:
			'Add metadata, e.g. a ticket ID, to a link URL. Each recording made with it includes the metadata.',
	},
	properties: [LINK_URL, URL_META],
	prepare(parameters) {
		const url = readUrl(parameters.value(LINK_URL.name));
		const entries = Object.entries(readMetaRows(parameters.value(URL_META.name), URL_META.displayName) ?? {});
		if (entries.length === 0) throw new ParameterError('Metadata is empty', 'Add at least one key and value');
		for (const text of entries.flat()) refuseSeparators(text);
		url.search = withMeta(url.search, entries);
		const json = { linkURL: url.href };
		return { run: async () => await Promise.resolve([{ json }]) };
	},
};

function readUrl(value: unknown): URL {
	const text = trimmed(readText(value ?? '', LINK_URL.displayName));
	// Without a scheme, as the dashboard may show it; then only a host that has a dot is told from an ID
	const hasScheme = /^[a-z][a-z\d+.-]*:/i.test(text);
	const url = hasScheme ? parseUrl(text) : /^[^/?#]+\.[^/?#]/.test(text) && parseUrl(`https://${text}`);
	if (url && /^https?:$/.test(url.protocol)) return url;
	throw new ParameterError(
		text === '' ? 'Link URL is empty' : 'Link URL is not a URL',
		'Enter the URL of a recording link, e.g. linkURL from another Userplane node',
	);
}

/** The query with the entries: in the place of those that have the same key, else behind them. The rest of it stays as it is. */
function withMeta(query: string, entries: Array<[key: string, value: string]>): string {
	const parts = query.slice(1).split('&').filter(Boolean);
	const isMeta = (part: string) => decoded(part.split('=')[0]) === PARAMETER;
	if (!parts.some(isMeta)) parts.push(`${PARAMETER}=`);
	const left = new Map(entries.map((pair) => [pair[0], pair.map(encodeURIComponent).join('%3D')]));
	const keys = new Set(left.keys());
	const kept = parts.map((part) => {
		if (!isMeta(part)) return part;
		const [name] = part.split('=');
		const old = part
			.slice(name.length + 1)
			.split(SEPARATOR.entries)
			.filter(Boolean);
		const list = old.flatMap((entry) => {
			const key = decoded(entry.split(SEPARATOR.value)[0]);
			if (!keys.has(key)) return [entry];
			const own = left.get(key);
			left.delete(key);
			return own ?? [];
		});
		return { name, list };
	});
	kept.find((part) => typeof part === 'object')?.list.push(...left.values());
	return kept
		.map((part) => (typeof part === 'string' ? part : `${part.name}=${part.list.join(',')}`))
		.join('&');
}

/** A text of a query as the page reads it; as it stands when it is no whole encoding. */
function decoded(text: string): string {
	return new URLSearchParams(`x=${text}`).get('x') ?? text;
}

/** Commas and equals signs separate the entries, and no way to write them otherwise is known. */
function refuseSeparators(text: string): void {
	const found = /[,=]/.exec(text)?.[0];
	if (found === undefined) return;
	throw new ParameterError(
		`Metadata cannot contain ${found === ',' ? 'a comma' : 'an equals sign'}: "${text.slice(0, 40)}"`,
		'Replace it with an expression, e.g. {{ $json.subject.replace(/[,=]/g, " ") }}',
	);
}
