/**
 * Something the user can act on: what happened (`message`, one sentence without a full stop) and what to do (`remedy`).
 * Everything that our own code throws is of this class, so that one place (runtime/nodeErrors.ts) can show it in n8n.
 */
export class UserplaneError extends Error {
	constructor(
		message: string,
		/** What the user can do about it. */
		readonly remedy: string,
		/** What was answered, if anything was. `isOwn`: by Userplane itself, whose code and status belong together. */
		readonly answer: { code?: string; status?: number; isOwn?: boolean } = {},
	) {
		super(message);
	}

	/** `LINK_NOT_FOUND, HTTP 404`, or as much of it as is known. */
	get label(): string {
		const { code, status } = this.answer;
		return [code, status === undefined ? undefined : `HTTP ${status}`].filter(Boolean).join(', ');
	}
}

/** A parameter that cannot be sent as it is. Thrown before any request. */
export class ParameterError extends UserplaneError {}

/** A write that is not complete, or not known to be: something in Userplane has changed, or may have. */
export class UnfinishedError extends UserplaneError {}

/** A write that is done, and only what came of it could not be read. */
export class UnreadError extends UnfinishedError {}

/**
 * Tells an error as that of a write that is not complete: what is known of the write, why, and what to do. What a cause that is
 * unfinished itself says of its one request, e.g. to send it again, does not hold for the whole; a write that is done stays so.
 */
export function unfinished(what: string, cause: unknown, remedy: string): UnfinishedError {
	if (cause instanceof UnreadError) return cause;
	return toldAs(UnfinishedError, what, cause, remedy);
}

/** Tells an error as one of another kind: what happened, why, and what to do. */
export function toldAs(
	Kind: typeof UserplaneError,
	what: string,
	cause: unknown,
	remedy: string,
): UserplaneError {
	if (!(cause instanceof UserplaneError)) return new Kind(what, remedy);
	const more = cause instanceof UnfinishedError ? '' : `. ${cause.remedy}`;
	return new Kind(`${what}: ${cause.message}`, `${remedy}${more}`, cause.answer);
}

/** Waiting was ended: the execution was cancelled, or another item has failed and nothing new is begun. */
export class CancelledError extends UserplaneError {
	constructor() {
		// Spelt as n8n looks for it: else it shows a stopped execution as a failed one (WorkflowExecute, processSuccessExecution)
		super('The execution was canceled', 'It was stopped before all items were done');
	}
}
