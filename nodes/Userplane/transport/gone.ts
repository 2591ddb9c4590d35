import { UserplaneError } from '../shared/errors';

/**
 * What a request for a link comes to; undefined when Userplane says that the link does not exist.
 * @throws UserplaneError for any other failure: it is one, never "not there"
 */
export async function unlessGone<T>(request: Promise<T>): Promise<T | undefined> {
	return await request.catch((error: unknown) => {
		const { status, code = '' } = error instanceof UserplaneError ? error.answer : {};
		const isGone = code === 'LINK_NOT_FOUND' || (status === 410 && code !== '' && code !== 'WORKSPACE_GONE');
		if (!isGone) throw error as Error;
		return undefined;
	});
}
