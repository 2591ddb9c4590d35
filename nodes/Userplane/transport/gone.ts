import type { UserplaneError } from '../shared/errors';

/** Whether Userplane itself says that a link or recording does not exist any more. */
export function isGone({ isOwn, code = '' }: UserplaneError['answer']): boolean {
	return isOwn === true && ['LINK_GONE', 'RECORDING_GONE'].includes(code);
}

/** Whether Userplane itself says that there is no such workspace for this key. */
export function lacksWorkspace({ isOwn, code = '' }: UserplaneError['answer']): boolean {
	return isOwn === true && ['WORKSPACE_NOT_FOUND', 'WORKSPACE_GONE', 'NOT_A_MEMBER'].includes(code);
}

/** Whether Userplane itself says that it finds no such link: it was never there, or is not there yet. */
export function lacksLink({ isOwn, code }: UserplaneError['answer']): boolean {
	return isOwn === true && code === 'LINK_NOT_FOUND';
}
