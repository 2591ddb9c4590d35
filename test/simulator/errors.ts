/**
 * The form of all error bodies: `whole` as in the OpenAPI documents, `{ defined, code, status, message, data? }`; `short` as in the
 * documentation's prose and the vendor's client, `{ error, message }`. Which parts of the service have the short one is not known.
 */
export type ErrorShape = 'whole' | 'short';

interface ErrorKind {
	status: number;
	message: string;
}

const kind = (status: number, message: string): ErrorKind => ({ status, message });
const docs = (page: string): string => `See https://docs.userplane.io/api/${page}`;

/**
 * Every documented code. Messages are those of the OpenAPI documents of create-link and update-link where they name the
 * code; recordings, projects, search and the delete codes have no documented message, so theirs are ours.
 */
export const errorKinds = {
	BAD_REQUEST: kind(
		400,
		`Invalid request parameters. Check the request body and query parameters. ${docs('error-handling')}`,
	),
	WORKSPACE_SEARCH_TERM_REQUIRED: kind(400, 'Search term is required'),
	WORKSPACE_SEARCH_TYPE_INVALID: kind(400, 'Search type is not valid'),
	API_KEY_REQUIRED: kind(
		401,
		`API key is required. Include it as Authorization: Bearer <your-api-key>. ${docs('authentication')}`,
	),
	API_KEY_INVALID: kind(
		401,
		`The provided API key is not valid. Verify the key and try again. ${docs('authentication')}`,
	),
	API_KEY_EXPIRED: kind(
		401,
		`The API key has expired. Rotate or create a new key. ${docs('authentication')}`,
	),
	API_KEY_DISABLED: kind(
		403,
		`The API key is disabled. Enable it or create a new key. ${docs('authentication')}`,
	),
	NOT_A_MEMBER: kind(403, `The API key owner is not a member of this workspace. ${docs('error-handling')}`),
	FORBIDDEN: kind(403, 'You do not have permission to do this'),
	PLAN_LIMIT_EXCEEDED: kind(403, 'You have reached your plan limit. Upgrade for more.'),
	LINK_WORKSPACE_MISMATCH: kind(403, 'Link does not belong to this workspace'),
	LINK_DELETE_FORBIDDEN: kind(403, 'You are not allowed to delete this link'),
	RECORDING_WORKSPACE_MISMATCH: kind(403, 'Recording does not belong to this workspace'),
	RECORDING_DELETE_FORBIDDEN: kind(403, 'You are not allowed to delete this recording'),
	WORKSPACE_NOT_FOUND: kind(404, 'Workspace not found'),
	PROJECT_NOT_FOUND: kind(404, 'Project not found'),
	LINK_NOT_FOUND: kind(404, 'Link not found'),
	LINK_DEFAULT_PROJECT_NOT_FOUND: kind(404, 'No default project found for workspace'),
	RECORDING_NOT_FOUND: kind(404, 'Recording not found'),
	WORKSPACE_GONE: kind(410, 'Workspace has been deleted'),
	PROJECT_GONE: kind(410, 'Project has been deleted'),
	LINK_GONE: kind(410, 'Link has been deleted'),
	LINK_PROJECT_DELETED: kind(410, 'Project has been deleted'),
	RECORDING_GONE: kind(410, 'Recording has been deleted'),
	RATE_LIMITED: kind(
		429,
		`Rate limit exceeded. Wait and retry with exponential backoff. ${docs('rate-limits')}`,
	),
	LINK_CREATE_FAILED: kind(500, 'Failed to create link'),
	LINK_UPDATE_FAILED: kind(500, 'Failed to update link'),
	LINK_DELETE_FAILED: kind(500, 'Failed to delete link'),
	RECORDING_DELETE_FAILED: kind(500, 'Failed to delete recording'),
	WORKSPACE_SEARCH_UNAVAILABLE: kind(500, 'Search is unavailable'),
	SERVICE_UNAVAILABLE: kind(
		503,
		`API key verification service is temporarily unavailable. Please try again later. ${docs('error-handling')}`,
	),
} satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorKinds;

/** True for the codes of the table above. */
export function isErrorCode(code: string): code is ErrorCode {
	return Object.hasOwn(errorKinds, code);
}

/** Thrown anywhere while a request is served; becomes the answer with the code's status and message. */
export class ApiError extends Error {
	readonly headers: Record<string, string>;
	readonly data: unknown;

	/** @param extra.data goes into the whole body's `data`; `extra.headers` go onto the answer */
	constructor(
		readonly code: ErrorCode,
		extra: { message?: string; data?: unknown; headers?: Record<string, string> } = {},
	) {
		super(extra.message ?? errorKinds[code].message);
		this.headers = extra.headers ?? {};
		this.data = extra.data;
	}

	get status(): number {
		return errorKinds[this.code].status;
	}
}

/** The body of an error answer. A code that no document names is sent as undeclared (`defined: false`). */
export function errorBody(
	error: { code: string; status: number; message: string; data?: unknown },
	shape: ErrorShape,
): object {
	const known = isErrorCode(error.code);
	if (shape === 'short') return { error: error.code, message: error.message };
	const body = { defined: known, code: error.code, status: error.status, message: error.message };
	return error.data === undefined ? body : { ...body, data: error.data };
}
