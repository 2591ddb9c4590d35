import { UserplaneError } from '../../nodes/Userplane/shared/errors';

/** The error that `action` throws, which must be one that the user can act on. @throws when it throws none, or another */
export function refusal(action: () => unknown): UserplaneError {
	try {
		action();
	} catch (error) {
		if (error instanceof UserplaneError && error.remedy !== '') return error;
		throw error;
	}
	throw new Error('Nothing was refused');
}
