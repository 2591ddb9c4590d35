/** What a documented code means and what to do about it: [what happened, what to do]. Source: API reference, common codes. */
export const ADVICE: Record<string, readonly [message: string, remedy: string]> = {
	BAD_REQUEST: [
		'Userplane did not accept the values that were sent',
		"Check this node's fields against what Userplane says",
	],
	API_KEY_REQUIRED: ['The API key is missing', 'Enter the key in the Userplane API credential'],
	API_KEY_INVALID: [
		'The API key is not valid',
		'Check the key in the Userplane API credential. A rotated key stops at once: create or copy the current one in the Userplane dashboard under Account > Developers',
	],
	API_KEY_EXPIRED: [
		'The API key has expired',
		'Create a new key in the Userplane dashboard under Account > Developers and enter it in the credential',
	],
	API_KEY_DISABLED: [
		'The API key is disabled',
		'Enable it in the Userplane dashboard or enter another key in the credential',
	],
	NOT_A_MEMBER: [
		"The API key's owner is not a member of this workspace",
		'Choose another workspace, or use the key of a member',
	],
	FORBIDDEN: [
		"The API key's owner may not do this",
		'Ask an admin of the workspace for the right, or use the key of somebody who has it',
	],
	LINK_WORKSPACE_MISMATCH: [
		'The link belongs to another workspace',
		"Choose the link's own workspace in the field Workspace",
	],
	RECORDING_WORKSPACE_MISMATCH: [
		'The recording belongs to another workspace',
		"Choose the recording's own workspace in the field Workspace",
	],
	LINK_DELETE_FORBIDDEN: [
		"The API key's owner may not delete this link",
		"Only the link's creator, an admin or the owner of the workspace may delete it",
	],
	RECORDING_DELETE_FORBIDDEN: [
		"The API key's owner may not delete this recording",
		"Only the creator of the recording's link, an admin or the owner of the workspace may delete it",
	],
	PLAN_LIMIT_EXCEEDED: [
		"The workspace's plan limit is reached",
		'Upgrade the plan in Userplane or wait for the next billing period',
	],
	WORKSPACE_NOT_FOUND: ['The workspace was not found', 'Check the field Workspace'],
	LINK_NOT_FOUND: ['The link was not found', 'Check the fields Link and Workspace'],
	RECORDING_NOT_FOUND: ['The recording was not found', 'Check the fields Recording and Workspace'],
	PROJECT_NOT_FOUND: ['The project was not found', 'Check the fields Project and Workspace'],
	LINK_DEFAULT_PROJECT_NOT_FOUND: [
		'The workspace has no default project',
		'Choose a project in the field Project, or set a default one in Userplane',
	],
	WORKSPACE_GONE: ['The workspace has been deleted', 'Choose another workspace'],
	LINK_GONE: ['The link has been deleted', 'Choose another link'],
	RECORDING_GONE: ['The recording has been deleted', 'Choose another recording'],
	PROJECT_GONE: ['The project has been deleted', 'Choose another project'],
	LINK_PROJECT_DELETED: [
		'The project has been deleted',
		"Choose another project, or leave the field Project empty for the workspace's default",
	],
	LINK_CREATE_FAILED: [
		'Userplane could not create the link',
		'Run this item again. Look at the list of links first if in doubt',
	],
	LINK_UPDATE_FAILED: ['Userplane could not update the link', 'Try again in a few minutes'],
	LINK_DELETE_FAILED: ['Userplane could not delete the link', 'Try again in a few minutes'],
	RECORDING_DELETE_FAILED: ['Userplane could not delete the recording', 'Try again in a few minutes'],
	WORKSPACE_SEARCH_TERM_REQUIRED: ['The search text is empty', 'Enter 1 to 100 characters to search for'],
	WORKSPACE_SEARCH_TYPE_INVALID: ['Userplane cannot search for this kind of thing', 'Update this node'],
	WORKSPACE_SEARCH_UNAVAILABLE: ["Userplane's search is not available", 'Try again later'],
	RATE_LIMITED: [
		'Userplane has accepted no request for some time, most likely because the daily limit is used up',
		'Userplane allows 120 requests a minute and 10,000 a day per user. Run the remaining items tomorrow, or ask Userplane for a higher limit',
	],
	SERVICE_UNAVAILABLE: ['Userplane is not available', 'Try again in a few minutes'],
};

/** The same by status, for answers without a code that we know. */
export const ADVICE_BY_STATUS: Record<number, readonly [message: string, remedy: string]> = {
	400: ADVICE.BAD_REQUEST,
	401: ['Userplane did not accept the API key', 'Check the key in the Userplane API credential'],
	403: ADVICE.FORBIDDEN,
	404: ['Nothing was found at this URL', "Check the IDs in this node and the credential's base URL"],
	410: ['The requested item has been deleted', 'Choose another one'],
	413: ['The request is too large', 'Send shorter values'],
	429: ADVICE.RATE_LIMITED,
	503: ADVICE.SERVICE_UNAVAILABLE,
};

const PROXY = 'A proxy or firewall seems to have refused the request';
const ASK_NETWORK =
	"The answer does not look like Userplane's. Ask whoever runs the network to allow the host of the base URL, and check the base URL in the credential";

/** The same for answers that do not look like Userplane's: nothing of what they mean elsewhere is said of Userplane. */
export const FOREIGN_ADVICE: Record<number, readonly [message: string, remedy: string]> = {
	400: ['The request was refused', ASK_NETWORK],
	401: [PROXY, ASK_NETWORK],
	403: [PROXY, ASK_NETWORK],
	404: [
		'Nothing was found at this URL',
		"The answer does not look like Userplane's. Check the base URL in the credential",
	],
	407: [
		'The proxy did not let the request through: it asks for a user name and password',
		'The request was not sent to Userplane. Check the proxy that n8n is set up to use (HTTPS_PROXY), with its user name and password',
	],
};

/** For a good status whose body is not Userplane's. */
export const UNREADABLE_ADVICE = [
	"The answer does not look like Userplane's",
	'Check the base URL in the credential. A proxy or firewall may also have answered in its place',
] as const;

const IN_BETWEEN = 'A company proxy or firewall may stand in between';

/** What Node's code for a certificate means: [what is wrong with it, what to do]. */
export const CERTIFICATE_ADVICE: Record<string, readonly [what: string, remedy: string]> = {
	CERT_HAS_EXPIRED: [
		'its certificate has expired',
		`Check this machine's date. ${IN_BETWEEN}: its certificate has to be renewed then`,
	],
	CERT_NOT_YET_VALID: ['its certificate is not valid yet', "Check this machine's date"],
	ERR_TLS_CERT_ALTNAME_INVALID: [
		'its certificate is for another host',
		`Check the base URL in the credential. ${IN_BETWEEN}`,
	],
};

/** The same for every other code of a certificate. */
export const UNTRUSTED_ADVICE = [
	'its certificate is not trusted',
	`${IN_BETWEEN}: let n8n trust its root certificate by setting the environment variable NODE_EXTRA_CA_CERTS to the certificate's file and restarting n8n. Else check the base URL in the credential`,
] as const;

/** And for a TLS connection that could not be made for another reason. */
export const TLS_ADVICE = [
	'no secure connection could be made',
	`Check host and port of the base URL in the credential. ${IN_BETWEEN}`,
] as const;
