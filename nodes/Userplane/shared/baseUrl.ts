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
	const text = typeof value === 'string' ? value.trim().replace(/\/+$/, '') : '';
	const address = text === '' ? DEFAULT_BASE_URL : text;
	const url = parse(address);
	if (!url || !isSecure(url) || hasMoreThanPath(url)) {
		throw new UserplaneError(
			'The base URL in the Userplane API credential cannot be used',
			`It must start with https:// (http:// only for this machine, e.g. http://127.0.0.1:3000/api/v1) and have no user name, query or fragment. The usual one is ${DEFAULT_BASE_URL}`,
		);
	}
	return address;
}

/**
 * The key as it is sent: trimmed. What cannot stand in a header would fail on the way with a message that shows it.
 * @throws UserplaneError when it is missing or no key can look like it
 */
export function readKey(value: unknown): string {
	const key = typeof value === 'string' ? value.trim() : '';
	if (/^[\x21-\x7e]+$/.test(key)) return key;
	throw new UserplaneError(
		key === '' ? 'The API key is missing' : 'The API key contains a space or a character that no key has',
		'Copy the whole key from the Userplane dashboard into the Userplane API credential',
	);
}

/**
 * Checks that a request may carry the key. An absolute `url` wins over `baseURL`, as in every HTTP client.
 * @throws UserplaneError as `readBaseUrl` does
 */
export function checkKeyMayGoTo(url: string, baseURL?: string): void {
	readBaseUrl(parse(url, baseURL)?.origin ?? 'not an address');
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

function parse(address: string, base?: string): URL | undefined {
	try {
		return new URL(address, base);
	} catch {
		return undefined;
	}
}
