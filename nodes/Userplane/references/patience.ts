import { linkPath } from '../shared/paths';
import { UnfinishedError, UserplaneError } from '../shared/errors';
import type { Reply } from '../transport/client';
import type { Clock } from '../transport/clock';
import { isGone, lacksLink } from '../transport/gone';
import type { Caller } from './known';
import type { Known } from './memory';

/** How long (ms) a link is looked for: when it was created or shown, and when the answer to its creation was lost. */
export const PATIENCE_MS = { created: 60_000, lost: 15_000 };
/** For how long (ms) a link that nobody was told of is never taken for absent because it is not found. */
const UNTOLD_MS = 600_000;
/** The pauses (ms) between looks; the last one is repeated. */
const PAUSES_MS = [0, 250, 500, 1_000, 2_000];

/** The pause (ms) before a look. @param looks how many there were before */
export function pauseAfter(looks: number): number {
	return PAUSES_MS[Math.min(looks, PAUSES_MS.length - 1)];
}

/**
 * What a request for a link comes to; undefined when the link does not exist any more. "Deleted" is believed at once, "not
 * found" only of a link that is known for a minute: a replica that is behind says it of a new one, which is asked for again then.
 * @param isUntold whether this process made it and nobody was told of it: then it is not given up so soon
 * @throws UnfinishedError when such a link is not found after a minute; UserplaneError for any other failure
 */
export async function unlessAbsent(
	{ caller, clock }: { caller: Caller; clock: Clock },
	method: 'GET' | 'DELETE',
	workspaceId: string,
	{ linkId, knownAt }: Known,
	isUntold: boolean,
): Promise<Reply | undefined> {
	for (let looks = 1; ; looks++) {
		try {
			return await caller.request({ method, path: linkPath(workspaceId, linkId) });
		} catch (error) {
			const answer = error instanceof UserplaneError ? error.answer : {};
			const age = clock.now() - knownAt;
			if (isGone(answer) || (lacksLink(answer) && age >= (isUntold ? UNTOLD_MS : PATIENCE_MS.created)))
				return undefined;
			if (!lacksLink(answer)) throw error as Error;
			if (age >= PATIENCE_MS.created) throw notFoundNow(linkId, answer);
		}
		await clock.sleep(pauseAfter(looks), caller.until);
	}
}

function notFoundNow(linkId: string, answer: UserplaneError['answer']): UnfinishedError {
	const message = `Userplane has shown the link ${linkId}, but does not find it now`;
	return new UnfinishedError(
		message,
		'Wait a minute, then run this item again: it takes the same link',
		answer,
	);
}
