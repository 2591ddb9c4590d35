import { UserplaneError } from '../shared/errors';

/** Whether Userplane itself says that a link or recording does not exist any more. */
export function isGone({ isOwn, code = '' }: UserplaneError['answer']): boolean {
	return isOwn === true && ['LINK_GONE', 'RECORDING_GONE'].includes(code);
}

/** Whether Userplane itself says that there is no such workspace for this key. */
export function lacksWorkspace({ isOwn, code = '' }: UserplaneError['answer']): boolean {
	return isOwn === true && ['WORKSPACE_NOT_FOUND', 'WORKSPACE_GONE', 'NOT_A_MEMBER'].includes(code);
}

/**
 * What a request for a link comes to; undefined when Userplane says that the link does not exist.
 * @throws UserplaneError for any other failure: it is one, never "not there"
 */
export async function unlessGone<T>(request: Promise<T>): Promise<T | undefined> {
	return await request.catch((error: unknown) => {
		const answer = error instanceof UserplaneError ? error.answer : {};
		if (isGone(answer) || (answer.isOwn && answer.code === 'LINK_NOT_FOUND')) return undefined;
		throw error as Error;
	});
}
