/** What a documented code means and what to do about it: [what happened, what to do]. Source: API reference, common codes. */
export const ADVICE: Record<string, readonly [message: string, remedy: string]> = {
	BAD_REQUEST: ['Userplane did not accept the request', 'Check the field values'],
	API_KEY_REQUIRED: ['The API key is missing', 'Enter your API key in the Userplane API credential'],
	API_KEY_INVALID: [
		'The API key is not valid',
		'Copy the current key from Account > Developers in the Userplane dashboard into your Userplane API credential',
	],
	API_KEY_EXPIRED: [
		'The API key has expired',
		'Create a new key under Account > Developers in the Userplane dashboard and enter it in your Userplane API credential',
	],
	API_KEY_DISABLED: [
		'The API key is disabled',
		'Enable the key under Account > Developers in the Userplane dashboard, or enter another key in your Userplane API credential',
	],
	NOT_A_MEMBER: [
		'The owner of the API key is not a member of this workspace',
		'Select another workspace, or use the API key of a member',
	],
	FORBIDDEN: [
		'The owner of the API key is not allowed to do this',
		'Ask a workspace admin for access, or use the API key of a member who has it',
	],
	LINK_WORKSPACE_MISMATCH: ['The link belongs to another workspace', 'Correct the field Link or Workspace'],
	RECORDING_WORKSPACE_MISMATCH: [
		'The recording belongs to another workspace',
		'Correct the field Recording or Workspace',
	],
	LINK_DELETE_FORBIDDEN: [
		'The owner of the API key is not allowed to delete this link',
		'Use the API key of the creator of the link, a workspace admin or the workspace owner',
	],
	RECORDING_DELETE_FORBIDDEN: [
		'The owner of the API key is not allowed to delete this recording',
		'Use the API key of the creator of the link, a workspace admin or the workspace owner',
	],
	PLAN_LIMIT_EXCEEDED: [
		'The plan limit of the workspace is reached',
		'Upgrade your plan in Userplane, or wait for the next billing period',
	],
	WORKSPACE_NOT_FOUND: ['The workspace was not found', 'Select a workspace from the list'],
	LINK_NOT_FOUND: ['The link was not found', 'Check the fields Link and Workspace'],
	RECORDING_NOT_FOUND: ['The recording was not found', 'Check the fields Recording and Workspace'],
	PROJECT_NOT_FOUND: ['The project was not found', 'Check the fields Project and Workspace'],
	LINK_DEFAULT_PROJECT_NOT_FOUND: [
		'The workspace has no default project',
		'Select a project, or set a default project in Userplane',
	],
	WORKSPACE_GONE: ['The workspace has been deleted', 'Select another workspace'],
	LINK_GONE: ['The link has been deleted', 'Select another link'],
	RECORDING_GONE: ['The recording has been deleted', 'Select another recording'],
	PROJECT_GONE: ['The project has been deleted', 'Select another project'],
	LINK_PROJECT_DELETED: [
		'The project has been deleted',
		'Select another project, or leave Project empty to use the default project',
	],
	LINK_CREATE_FAILED: [
		'Userplane could not create the link',
		'Check the list of links before you run this item again',
	],
	LINK_UPDATE_FAILED: ['Userplane could not update the link', 'Try again in a few minutes'],
	LINK_DELETE_FAILED: ['Userplane could not delete the link', 'Try again in a few minutes'],
	RECORDING_DELETE_FAILED: ['Userplane could not delete the recording', 'Try again in a few minutes'],
	WORKSPACE_SEARCH_TERM_REQUIRED: ['The search text is empty', 'Enter 1 to 100 characters to search for'],
	WORKSPACE_SEARCH_TYPE_INVALID: ['Userplane does not support this search', 'Update this package'],
	WORKSPACE_SEARCH_UNAVAILABLE: ['The search in Userplane is not available', 'Try again later'],
	RATE_LIMITED: [
		'Userplane accepts no more requests, most likely because the daily limit is used up',
		'Run the remaining items tomorrow, or ask Userplane for a higher limit. Each user can send 120 requests a minute and 10,000 a day',
	],
	SERVICE_UNAVAILABLE: ['Userplane is not available', 'Try again in a few minutes'],
};

/** The same by status, for answers without a code that we know. */
export const ADVICE_BY_STATUS: Record<number, readonly [message: string, remedy: string]> = {
	400: ADVICE.BAD_REQUEST,
	401: ['Userplane did not accept the API key', 'Check the API key in your Userplane API credential'],
	403: ADVICE.FORBIDDEN,
	404: [
		'Userplane did not find this item',
		'Check the IDs in this node and the base URL in your Userplane API credential',
	],
	410: ['This item has been deleted', 'Select another one'],
	413: ['The request is too large', 'Send shorter values'],
	429: ADVICE.RATE_LIMITED,
	503: ADVICE.SERVICE_UNAVAILABLE,
};

const PROXY = 'A proxy or firewall seems to have refused the request';
const ASK_NETWORK =
	"The response does not look like Userplane's. Ask your network admin to allow the base URL, and check it in your Userplane API credential";

/** The same for answers that do not look like Userplane's: nothing of what they mean elsewhere is said of Userplane. */
export const FOREIGN_ADVICE: Record<number, readonly [message: string, remedy: string]> = {
	400: ['The request was refused', ASK_NETWORK],
	401: [PROXY, ASK_NETWORK],
	403: [PROXY, ASK_NETWORK],
	404: [
		'Nothing was found at this URL',
		"The response does not look like Userplane's. Check the base URL in your Userplane API credential",
	],
	407: [
		'The proxy asks for a user name and password',
		'The request was not sent to Userplane. Check the user name and password in the HTTPS_PROXY setting of n8n',
	],
};

/** For a good status whose body is not Userplane's. */
export const UNREADABLE_ADVICE = [
	"The response does not look like Userplane's",
	'Check the base URL in your Userplane API credential. A proxy or firewall may also have sent the response',
] as const;

const IN_BETWEEN = 'A company proxy or firewall may be in between';

/** What Node's code for a certificate means: [what is wrong with it, what to do]. */
export const CERTIFICATE_ADVICE: Record<string, readonly [what: string, remedy: string]> = {
	CERT_HAS_EXPIRED: [
		'its certificate has expired',
		`Check the date of this machine. ${IN_BETWEEN}, and its certificate may have expired`,
	],
	CERT_NOT_YET_VALID: ['its certificate is not valid yet', 'Check the date of this machine'],
	ERR_TLS_CERT_ALTNAME_INVALID: [
		'its certificate is for another host',
		`Check the base URL in your Userplane API credential. ${IN_BETWEEN}`,
	],
};

/** The same for every other code of a certificate. */
export const UNTRUSTED_ADVICE = [
	'its certificate is not trusted',
	`${IN_BETWEEN}. Set the environment variable NODE_EXTRA_CA_CERTS to the file of its root certificate and restart n8n. Otherwise check the base URL in your Userplane API credential`,
] as const;

/** And for a TLS connection that could not be made for another reason. */
export const TLS_ADVICE = [
	'no secure connection could be made',
	`Check the host and port of the base URL in your Userplane API credential. ${IN_BETWEEN}`,
] as const;
