import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { DEFAULT_BASE_URL, readKey, wayOfKey } from '../nodes/Userplane/shared/baseUrl';
import { DEFAULT_REQUESTS_PER_MINUTE } from '../nodes/Userplane/shared/rateLimit';

const DEFAULT_IS = `The default is ${DEFAULT_BASE_URL}.`;
const REDIRECTED = `This base URL redirects to another URL, and the API key is not sent there. ${DEFAULT_IS}`;
const UNAVAILABLE = 'Userplane is not available at the moment. Try again in a few minutes.';

/** What n8n shows, in one line, of each answer that is no success. */
const ANSWERS: Record<number, string> = {
	...Object.fromEntries([301, 302, 303, 307, 308].map((status) => [status, REDIRECTED])),
	400: `Userplane does not accept this request. Check the base URL. ${DEFAULT_IS}`,
	401: 'Userplane did not accept this API key. Copy the current key from Account > Developers in the Userplane dashboard.',
	403: 'This API key is disabled or lacks access. Enable it under Account > Developers in the Userplane dashboard, or create a new one.',
	404: `Userplane was not found at this base URL. ${DEFAULT_IS}`,
	407: 'The proxy asks for a user name and password. Check the HTTPS_PROXY setting of n8n.',
	429: 'The rate limit of this API key is used up. Try again in a minute, or tomorrow if the daily limit is used up.',
	...Object.fromEntries([500, 502, 503, 504].map((status) => [status, UNAVAILABLE])),
};

/** n8n's types have rules of one kind only, its tester any. Where no answer came it shows a bare code, e.g. ENOTFOUND. */
const rules = [
	...Object.entries(ANSWERS).map(([status, message]) => ({
		type: 'responseCode',
		properties: { value: Number(status), message },
	})),
	{
		type: 'responseSuccessBody',
		properties: {
			key: 'data.user.id',
			value: undefined,
			message: `This base URL does not belong to Userplane. ${DEFAULT_IS}`,
		},
	},
] as ICredentialTestRequest['rules'];

/** The key of one Userplane user. It acts with that user's rights in all of the user's workspaces. */
export class UserplaneApi implements ICredentialType {
	name = 'userplaneApi';

	displayName = 'Userplane API';

	icon: Icon = {
		light: 'file:../nodes/Userplane/userplane.svg',
		dark: 'file:../nodes/Userplane/userplane.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-userplane/n8n-nodes-userplane#readme';

	properties: INodeProperties[] = [
		{
			displayName:
				'Create an API key under <b>Account > Developers</b> in the <a href="https://dash.userplane.io" target="_blank">Userplane dashboard</a>',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. uspl_...',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			description: 'Change this only if Userplane gave you another URL',
		},
		{
			displayName: 'Requests per Minute',
			name: 'requestsPerMinute',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: DEFAULT_REQUESTS_PER_MINUTE,
			description: 'Maximum number of requests per minute with this API key. Set to 0 for no maximum.',
		},
	];

	/**
	 * Adds the key to a request.
	 * @throws UserplaneError when the request goes where no key may be sent (neither https nor this machine)
	 */
	authenticate: IAuthenticate = (credentials, requestOptions) => {
		// n8n's HTTP Request node still says `uri` when it uses this credential
		const { url, uri = url, baseURL, headers } = requestOptions as IHttpRequestOptions & { uri?: string };
		const proxy = wayOfKey(uri, baseURL);
		return Promise.resolve({
			...requestOptions,
			...(proxy && { proxy }),
			headers: { ...headers, Authorization: `Bearer ${readKey(credentials.apiKey)}` },
			// A redirect could lead the key to another host: nothing of Userplane redirects, so none is followed
			disableFollowRedirect: true,
			// n8n's HTTP Request node follows all the same
			sendCredentialsOnCrossOriginRedirect: false,
		});
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ($credentials.baseUrl || "${DEFAULT_BASE_URL}").trim().replace(/\\/+$/, "") }}`,
			url: '/public/me',
		},
		rules,
	};
}
