import { asText, isObject } from '../shared/objects';
import { ADVICE } from '../shared/advice';
import { redact } from './redact';

/** The code of an error body, when it is one that only Userplane has: what answers in its place may name codes too. */
export function ownCode(body: unknown): string | undefined {
	const code = isObject(body) ? asText(body.code ?? body.error) : '';
	return Object.hasOwn(ADVICE, code) ? code : undefined;
}

/** Whether a body names a code the way Userplane does, e.g. LINK_NOT_FOUND: in `code`, or in `error` beside a message. */
export function looksOwn(body: unknown): boolean {
	const code = isObject(body) ? (body.code ?? body.error) : undefined;
	return typeof code === 'string' && (Object.hasOwn(ADVICE, code) || /^[A-Z]+_\w+$/.test(code));
}

/**
 * Reads either error body: `{ error, message }` or `{ defined, code, status, message, data }`.
 * @returns the code, the message as a sentence to put before the advice, and its own words where Userplane itself says it;
 * empty when there is none
 */
export function readBody(body: unknown, apiKey: string): { code?: string; quote: string; ownWords: string } {
	if (!isObject(body)) return { quote: '', ownWords: '' };
	const { code, error, message } = body;
	const name = [code, error].find(
		(value): value is string => typeof value === 'string' && /^\w{1,80}$/.test(value),
	);
	const text = typeof message === 'string' ? redact(message, apiKey).replace(/\.$/, '') : '';
	const who = looksOwn(body) ? 'Userplane' : 'The answer';
	return {
		code: name === undefined ? undefined : redact(name, apiKey),
		quote: text === '' ? '' : `${who} says: "${text}". `,
		ownWords: looksOwn(body) ? text : '',
	};
}
