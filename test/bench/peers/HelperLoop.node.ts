import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

/** How many requests are under way at once. */
const CONCURRENCY = 16;

const field = (displayName: string, name: string) => ({
	...{ displayName, name, default: '' },
	type: 'string' as const,
});

/**
 * The same job as Link > Create with nothing but n8n's own request helper in a loop: what n8n itself costs, and so the most
 * that a node can reach. It neither paces nor retries, and loses what is refused.
 */
export class HelperLoop implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Helper Loop',
		name: 'helperLoop',
		group: ['transform'],
		version: 1,
		description: 'Creates a link for each item',
		defaults: { name: 'Helper Loop' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [
			field('Links URL', 'url'),
			{ ...field('API Key', 'apiKey'), typeOptions: { password: true } },
			field('Domain', 'domainId'),
			field('Reference', 'linkReference'),
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { length } = this.getInputData();
		const output: INodeExecutionData[] = [];
		let next = 0;
		const read = (name: string, item: number) => this.getNodeParameter(name, item) as string;
		const worker = async () => {
			while (next < length) {
				const item = next++;
				const { data } = (await this.helpers.httpRequest({
					...{ method: 'POST', url: read('url', item), json: true, ignoreHttpStatusErrors: true },
					headers: { Authorization: `Bearer ${read('apiKey', item)}` },
					body: {
						...{ domainId: read('domainId', item), linkReusable: false },
						linkReference: String(read('linkReference', item)),
					},
				})) as { data?: INodeExecutionData['json'] };
				output[item] = { json: data ?? {}, pairedItem: { item } };
			}
		};
		await Promise.all(Array.from({ length: CONCURRENCY }, worker));
		return [output];
	}
}
