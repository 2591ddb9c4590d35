import { isObject } from '../shared/objects';

/** No answer, or none that was complete: a code of Node, e.g. `ECONNRESET`, and what Node says with it (may hold hosts; never shown). */
export interface Fault {
	kind: 'fault';
	code: string;
	text: string;
}

/** Codes of Node and axios for a request that got no answer, e.g. ECONNRESET, ERR_CANCELED, HPE_INVALID_CONSTANT; no HTTP status. */
const NETWORK_CODE = /^[A-Z][A-Z0-9_]{3,}$/;

/** What n8n's proxy agent says, without a code, of a proxy that ends the connection instead of opening the tunnel. */
const TUNNEL_CUT = 'before receiving CONNECT response';

/** What n8n's helper throws, as a fault; undefined when it is something else, e.g. a missing credential. */
export function faultOf(error: unknown): Fault | undefined {
	const text = originalText(error);
	const code = networkCode(error) ?? (text.includes(TUNNEL_CUT) ? 'PROXY_CLOSED' : undefined);
	return code === undefined ? undefined : { kind: 'fault', code, text };
}

/** Finds the code of a network fault in what n8n's helper throws: newer cores keep axios's error as cause, others its code as `httpCode`. */
export function networkCode(error: unknown): string | undefined {
	for (let cause: unknown = error, depth = 0; isObject(cause) && depth < 5; cause = cause.cause, depth++) {
		const code = [cause.code, cause.httpCode].find(isNetworkCode);
		if (code !== undefined) return code;
	}
	return undefined;
}

/** n8n's errors show a text of n8n's own for some codes, and keep Node's as the first of `messages`. */
function originalText(error: unknown): string {
	if (!isObject(error)) return '';
	const first: unknown = Array.isArray(error.messages) ? error.messages[0] : undefined;
	return [first, error.message].find((text): text is string => typeof text === 'string') ?? '';
}

function isNetworkCode(value: unknown): value is string {
	return typeof value === 'string' && NETWORK_CODE.test(value);
}
