import {
	NodeApiError,
	NodeConnectionTypes,
	sleep,
	type IDataObject,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeType,
	type INodeTypeDescription,
	type JsonObject,
} from 'n8n-workflow';

/** Does in small what a real node does with its context: requests, errors, binaries, hints, waits. */
export class Mini implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Mini',
		name: 'mini',
		group: ['transform'],
		version: 1,
		description: 'Asks a server once for each item',
		defaults: { name: 'Mini' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'miniApi', required: true }],
		properties: [
			{ displayName: 'Path', name: 'path', type: 'string', default: '/' },
			{ displayName: 'Wait', name: 'waitMs', type: 'number', default: 0 },
			{ displayName: 'Binary', name: 'binary', type: 'boolean', default: false },
		],
	};

	methods = {
		listSearch: {
			async searchThings(
				this: ILoadOptionsFunctions,
				filter?: string,
				paginationToken?: string,
			): Promise<INodeListSearchResult> {
				const { requestsPerMinute } = await this.getCredentials<{ requestsPerMinute: number }>('miniApi');
				const path = this.getCurrentNodeParameter('path') as string;
				return {
					results: [{ name: [path, filter, paginationToken, requestsPerMinute].join(' '), value: 'thing' }],
					paginationToken: 'next',
				};
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items: INodeExecutionData[] = [];
		for (let index = 0; index < this.getInputData().length; index += 1) {
			items.push(await ask(this, index));
		}
		this.addExecutionHints({ message: `${items.length} asked` });
		return [items];
	}
}

async function ask(context: IExecuteFunctions, index: number): Promise<INodeExecutionData> {
	const { baseUrl } = await context.getCredentials<{ baseUrl: string }>('miniApi');
	const url = `${baseUrl}${context.getNodeParameter('path', index) as string}`;
	const pairedItem = { item: index };
	try {
		await sleep(context.getNodeParameter('waitMs', index) as number);
		const request = { url, json: true, timeout: 60_000 };
		const json = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			'miniApi',
			request,
		)) as IDataObject;
		if (context.getExecutionCancelSignal()?.aborted) return { json: { cancelled: true }, pairedItem };
		if (context.getNodeParameter('binary', index) !== true) return { json, pairedItem };
		const body = Buffer.from(JSON.stringify(json));
		const data = await context.helpers.prepareBinaryData(body, 'mini.json', 'application/json');
		return { json, binary: { data }, pairedItem };
	} catch (error) {
		if (context.continueOnFail()) return { json: { error: (error as Error).message }, pairedItem };
		throw new NodeApiError(context.getNode(), error as JsonObject, { itemIndex: index });
	}
}
