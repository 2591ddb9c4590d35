import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../runtime/operation';
import { parseUrl } from '../../shared/baseUrl';
import { ParameterError } from '../../shared/errors';
import { metadataRows } from '../../shared/linkFields';
import { readMetaRows } from '../../shared/metadata';
import { readText, trimmed } from '../../shared/texts';

/** The query parameter that the vendor's page reads metadata from (API reference 2, 5; evidence grade B). */
const PARAMETER = 'userplane-meta';

const LINK_URL: INodeProperties = {
	displayName: 'Link URL',
	name: 'linkURL',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. https://record.userplane.io/r/abc123',
	description: 'The URL of a link, e.g. the field linkURL of another Userplane node',
};

const URL_META = metadataRows(
	{
		displayName: 'Metadata',
		name: 'urlMeta',
		description:
			"Names and values that each recording made through this URL carries in its custom metadata. They cannot contain a comma or an equals sign. Userplane's documentation shows this form; it was not tried on the live service.",
	},
	{ key: 'ticketId', value: '35436' },
);

/** Adds metadata to a link's URL, without any request (API reference 2, 5: the URL is evidence grade B, where it ends up D). */
export const addUrlMeta: Operation = {
	option: {
		name: 'Add Metadata to URL',
		value: 'addUrlMeta',
		action: 'Add metadata to the URL of a link',
		description:
			'Add e.g. a ticket ID to the URL of a reusable link, so that each recording says which ticket it belongs to. This sends no request.',
	},
	properties: [LINK_URL, URL_META],
	prepare(parameters) {
		const url = readUrl(parameters.value(LINK_URL.name));
		const entries = Object.entries(readMetaRows(parameters.value(URL_META.name), URL_META.displayName) ?? {});
		if (entries.length === 0)
			throw new ParameterError('Metadata is empty', 'Add at least one key with its value');
		for (const text of entries.flat()) refuseSeparators(text);
		const meta = entries.map((pair) => pair.map(encodeURIComponent).join('%3D')).join(',');
		url.search = withMeta(url.search, meta);
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
		'Enter the URL that the customer opens, e.g. the field linkURL of another Userplane node',
	);
}

/** The query with metadata added behind what it has already; the rest of it stays as it is. */
function withMeta(query: string, meta: string): string {
	const parts = query.slice(1).split('&').filter(Boolean);
	const index = parts.findIndex((part) => part.startsWith(`${PARAMETER}=`));
	if (index < 0) return [...parts, `${PARAMETER}=${meta}`].join('&');
	const isEmpty = parts[index].endsWith('=');
	parts[index] += isEmpty ? meta : `,${meta}`;
	return parts.join('&');
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
