import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { until } from '../n8n/until';

/** A mail server on 127.0.0.1 that keeps what it is given and passes nothing on. */
export interface Mailbox {
	port: number;
	/** The data of n8n's SMTP credential for this server. */
	credential: Record<string, string | number | boolean>;
	/** All mails so far, oldest first. */
	mails: Email[];
	/** Mails with these words in them, or in their subject, are refused. */
	refused?: string;
	/**
	 * The first mail that has these words in it, of those that are meant; waits for it.
	 * @throws Error when none comes within `ms` (30 s)
	 */
	waitFor: (words: string, ms?: number, isMeant?: (mail: Email) => boolean) => Promise<Email>;
	stop: () => Promise<void>;
}

/** Starts the mail server; `onMail` hears of each mail. */
export async function startMailbox(onMail?: (mail: Email) => void): Promise<Mailbox> {
	const mails: Email[] = [];
	const server = new SMTPServer({
		authOptional: true,
		hideSTARTTLS: true, // its certificate would be one that nobody trusts
		onData(stream, _session, done) {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.once('end', () => {
				PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
					if (mailbox.refused && `${mail.subject}\n${wordsOf(mail)}`.includes(mailbox.refused))
						return done(Object.assign(new Error('Not taken'), { responseCode: 550 }));
					mails.push(mail);
					onMail?.(mail);
					done();
				}, done);
			});
		},
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => resolve());
	});
	// A client that breaks off is no reason to bring the demo down
	server.on('error', () => undefined);
	const { port } = server.server.address() as AddressInfo;
	const mailbox: Mailbox = {
		port,
		credential: { user: '', password: '', host: '127.0.0.1', port, secure: false, disableStartTls: true },
		mails,
		waitFor: async (words, ms = 30_000, isMeant = () => true) =>
			await until(() => mails.find((mail) => isMeant(mail) && wordsOf(mail).includes(words)), {
				what: `a mail with "${words}"`,
				ms,
			}),
		stop: async () => await new Promise((resolve) => server.close(() => resolve())),
	};
	return mailbox;
}

function wordsOf({ text = '', html = '' }: Email): string {
	return `${text}\n${html}`;
}
