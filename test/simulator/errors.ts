/** Which part of the service answers: the documents show one body shape for each. */
export type ErrorLayer = 'middleware' | 'handler';

/** `byLayer`: each layer its own shape (a guess of the reference). The others force one shape on every error. */
export type ErrorShape = 'byLayer' | ErrorLayer;

interface ErrorKind {
	status: number;
	message: string;
	layer: ErrorLayer;
}

const handler = (status: number, message: string): ErrorKind => ({ status, message, layer: 'handler' });
const middleware = (status: number, message: string): ErrorKind => ({ status, message, layer: 'middleware' });
const docs = (page: string): string => `See https://docs.userplane.io/api/${page}`;

/**
 * Every documented code. Messages are those of the OpenAPI documents of create-link and update-link where they name the
 * code; recordings, projects, search and the delete codes have no documented message, so theirs are ours.
 */
export const errorKinds = {
	BAD_REQUEST: handler(
		400,
		`Invalid request parameters. Check the request body and query parameters. ${docs('error-handling')}`,
	),
	WORKSPACE_SEARCH_TERM_REQUIRED: handler(400, 'Search term is required'),
	WORKSPACE_SEARCH_TYPE_INVALID: handler(400, 'Search type is not valid'),
	API_KEY_REQUIRED: middleware(
		401,
		`API key is required. Include it as Authorization: Bearer <your-api-key>. ${docs('authentication')}`,
	),
	API_KEY_INVALID: middleware(
		401,
		`The provided API key is not valid. Verify the key and try again. ${docs('authentication')}`,
	),
	API_KEY_EXPIRED: middleware(
		401,
		`The API key has expired. Rotate or create a new key. ${docs('authentication')}`,
	),
	API_KEY_DISABLED: middleware(
		403,
		`The API key is disabled. Enable it or create a new key. ${docs('authentication')}`,
	),
	NOT_A_MEMBER: middleware(
		403,
		`The API key owner is not a member of this workspace. ${docs('error-handling')}`,
	),
	FORBIDDEN: handler(403, 'You do not have permission to do this'),
	PLAN_LIMIT_EXCEEDED: handler(403, 'You have reached your plan limit. Upgrade for more.'),
	LINK_WORKSPACE_MISMATCH: handler(403, 'Link does not belong to this workspace'),
	LINK_DELETE_FORBIDDEN: handler(403, 'You are not allowed to delete this link'),
	RECORDING_WORKSPACE_MISMATCH: handler(403, 'Recording does not belong to this workspace'),
	RECORDING_DELETE_FORBIDDEN: handler(403, 'You are not allowed to delete this recording'),
	WORKSPACE_NOT_FOUND: handler(404, 'Workspace not found'),
	PROJECT_NOT_FOUND: handler(404, 'Project not found'),
	LINK_NOT_FOUND: handler(404, 'Link not found'),
	LINK_DEFAULT_PROJECT_NOT_FOUND: handler(404, 'No default project found for workspace'),
	RECORDING_NOT_FOUND: handler(404, 'Recording not found'),
	WORKSPACE_GONE: handler(410, 'Workspace has been deleted'),
	PROJECT_GONE: handler(410, 'Project has been deleted'),
	LINK_GONE: handler(410, 'Link has been deleted'),
	LINK_PROJECT_DELETED: handler(410, 'Project has been deleted'),
	RECORDING_GONE: handler(410, 'Recording has been deleted'),
	RATE_LIMITED: middleware(
		429,
		`Rate limit exceeded. Wait and retry with exponential backoff. ${docs('rate-limits')}`,
	),
	LINK_CREATE_FAILED: handler(500, 'Failed to create link'),
	LINK_UPDATE_FAILED: handler(500, 'Failed to update link'),
	LINK_DELETE_FAILED: handler(500, 'Failed to delete link'),
	RECORDING_DELETE_FAILED: handler(500, 'Failed to delete recording'),
	WORKSPACE_SEARCH_UNAVAILABLE: handler(500, 'Search is unavailable'),
	SERVICE_UNAVAILABLE: middleware(
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

	/** @param extra.data goes into the handler shape's `data`; `extra.headers` go onto the answer */
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
	const layer = shape !== 'byLayer' ? shape : known ? errorKinds[error.code as ErrorCode].layer : 'handler';
	if (layer === 'middleware') return { error: error.code, message: error.message };
	const body = { defined: known, code: error.code, status: error.status, message: error.message };
	return error.data === undefined ? body : { ...body, data: error.data };
}
