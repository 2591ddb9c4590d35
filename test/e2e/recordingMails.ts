import type { Mailbox } from '../../scripts/demo/mailbox';

/** The example whose trigger waits for recordings and mails their reports. */
export const READY_EXAMPLE = 'recording-ready-to-mail';

/** n8n's shortest interval between two polls is a minute. */
export const NEXT_POLL_MS = 100_000;

/** The recordings that the example has sent a mail for, each as often as it has. */
export function mailedRecordings({ mails }: Pick<Mailbox, 'mails'>): string[] {
	return mails.flatMap(({ html }) => /\/recordings\/(rec_\d+)"/.exec(html ?? '')?.[1] ?? []);
}
