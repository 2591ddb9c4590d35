import { createHash } from 'node:crypto';

import type { Attachment, Email } from 'postal-mime';

import type { Mailbox } from '../../scripts/demo/mailbox';

/** The example whose trigger waits for recordings and mails their reports. */
export const READY_EXAMPLE = 'recording-ready-to-mail';

/** n8n's shortest interval between two polls is a minute. */
export const NEXT_POLL_MS = 100_000;

/** Whether it is the example's. Another one mails support the same recordings, at its own time. */
const isReady = ({ to }: Email): boolean =>
	to?.some(({ address }) => address?.startsWith('engineers@')) ?? false;

/** The mail by which the example tells a recording; waits for the next poll. */
export async function mailOf({ waitFor }: Mailbox, recordingId: string): Promise<Email> {
	return await waitFor(recordingId, NEXT_POLL_MS, isReady);
}

/** The recordings that the example has sent a mail for, each as often as it has. */
export function mailedRecordings({ mails }: Pick<Mailbox, 'mails'>): string[] {
	return mails.filter(isReady).flatMap(({ html }) => /\/recordings\/(rec_\d+)"/.exec(html ?? '')?.[1] ?? []);
}

/** What belongs to a mail beside its text, and how its message shows it. */
interface Picture extends Pick<Attachment, 'filename' | 'mimeType' | 'disposition'> {
	/** Whether the message shows it in its text. */
	isShown: boolean;
	sha256: string;
}

/** The pictures of a mail, as a mail reader finds them. */
export function picturesOf({ html = '', attachments }: Email): Picture[] {
	const shown = Array.from(html.matchAll(/<img src="cid:([^"]+)"/g), ([, name]) => `<${name}>`);
	return attachments.map(({ filename, mimeType, disposition, contentId, content }) => ({
		...{ filename, mimeType, disposition, isShown: shown.includes(contentId ?? '') },
		sha256: createHash('sha256')
			.update(typeof content === 'string' ? content : new Uint8Array(content))
			.digest('hex'),
	}));
}
