import { createHmac } from 'node:crypto';

/** How a helpdesk proves that an event is its own: it sends the secret along, or signs the event with it as Intercom does. */
export type Proof = 'header' | 'signature';

/** The header of n8n's Header Auth credential. */
export const SECRET_HEADER = 'X-Webhook-Secret';

/** The header that proves an event with this raw body. */
export function headerOf(proof: Proof, secret: string, body: string | Buffer): [name: string, value: string] {
	return proof === 'header'
		? [SECRET_HEADER, secret]
		: ['X-Hub-Signature', `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`];
}
