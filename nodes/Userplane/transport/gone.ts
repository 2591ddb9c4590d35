import { UserplaneError } from '../shared/errors';

/**
 * Whether Userplane says that something does not exist any more. What answers in its place may do so with 410 too, but has no
 * codes such as LINK_GONE.
 */
export function isGone({ status, code = '' }: UserplaneError['answer']): boolean {
	return status === 410 && /^[A-Z]+_\w+$/.test(code) && code !== 'WORKSPACE_GONE';
}

/**
 * What a request for a link comes to; undefined when Userplane says that the link does not exist.
 * @throws UserplaneError for any other failure: it is one, never "not there"
 */
export async function unlessGone<T>(request: Promise<T>): Promise<T | undefined> {
	return await request.catch((error: unknown) => {
		const answer = error instanceof UserplaneError ? error.answer : {};
		if (answer.code !== 'LINK_NOT_FOUND' && !isGone(answer)) throw error as Error;
		return undefined;
	});
}
