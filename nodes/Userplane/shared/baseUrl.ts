import { UserplaneError } from './errors';

/** Where the API lives (contract documents, `servers`). */
export const DEFAULT_BASE_URL = 'https://api.userplane.io/api/v1';

/** The name under which n8n stores the credential. */
export const CREDENTIAL_NAME = 'userplaneApi';

/**
 * Makes a base URL ready for appending paths: trimmed, without trailing slashes; the default when it is empty.
 * @throws UserplaneError when a key may not be sent there: neither https nor http on this machine
 */
export function readBaseUrl(value: unknown): string {
	const text = typeof value === 'string' ? withoutSlashes(value.trim()) : '';
	const address = text === '' ? DEFAULT_BASE_URL : text;
	const url = parseUrl(address);
	if (!url || !isSecure(url) || hasMoreThanPath(url)) {
		const must = url && isSecure(url) ? 'have no user name, query or fragment' : 'start with https://';
		throw new UserplaneError(
			`The base URL in the Userplane API credential must ${must}`,
			`The default is ${DEFAULT_BASE_URL}. http:// is only allowed for this machine, e.g. http://127.0.0.1:3000/api/v1`,
		);
	}
	return address;
}

/** A text without the slashes at its end. */
function withoutSlashes(text: string): string {
	let end = text.length;
	while (text.endsWith('/', end)) end--;
	return text.slice(0, end);
}

/**
 * The key as it is sent: trimmed. What cannot stand in a header would fail on the way with a message that shows it.
 * @throws UserplaneError when it is missing or no key can look like it
 */
export function readKey(value: unknown): string {
	const key = typeof value === 'string' ? value.trim() : '';
	if (/^[\x21-\x7e]+$/.test(key)) return key;
	throw new UserplaneError(
		key === '' ? 'The API key is missing' : 'The API key contains a space or an invalid character',
		'Copy the whole key from Account > Developers in the Userplane dashboard into your Userplane API credential',
	);
}

/** A proxy as n8n's request options name it. */
export interface Proxy {
	protocol: string;
	host: string;
	port: number;
}

/**
 * Checks that a request may carry the key, and says by which way. An absolute `url` wins over `baseURL`, as in every HTTP
 * client. To this machine it is sent in clear text, so no proxy that n8n is set up to use (HTTP_PROXY) may see it: n8n can
 * be told another proxy but not none, so the server is named as its own.
 * @returns the proxy that has to be used; undefined for https, where a proxy sees nothing of what it passes on
 * @throws UserplaneError as `readBaseUrl` does
 */
export function wayOfKey(url: string, baseURL?: string): Proxy | undefined {
	const target = parseUrl(url, baseURL);
	readBaseUrl(target?.origin ?? 'not a URL');
	if (target?.protocol !== 'http:') return undefined;
	const { hostname: host, port } = target;
	return { protocol: 'http', host, port: Number(port || 80) };
}

/** Plain http only to this machine, where it leaks nothing. */
function isSecure({ protocol, hostname }: URL): boolean {
	return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

function hasMoreThanPath({ username, password, search, hash }: URL): boolean {
	return [username, password, search, hash].some((part) => part !== '');
}

function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** A URL's parts; undefined when the text is none. */
export function parseUrl(address: string, base?: string): URL | undefined {
	try {
		return new URL(address, base);
	} catch {
		return undefined;
	}
}
