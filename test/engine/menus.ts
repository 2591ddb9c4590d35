import type { INodePropertyOptions } from 'n8n-workflow';

import { loadPackage } from '../harness';

/** An entry of the Operation menu of a resource. */
export interface MenuEntry {
	resource: string;
	operation: INodePropertyOptions;
}

/** Every operation that the built node offers. */
export async function menuEntries(): Promise<MenuEntry[]> {
	const { properties } = (await loadPackage()).nodeType('userplane').description;
	const menus = properties.filter(({ name }) => name === 'operation');
	return menus.flatMap(({ displayOptions, options = [] }) => {
		const [resource] = displayOptions?.show?.resource ?? [];
		return (options as INodePropertyOptions[]).map((operation) => ({
			resource: resource as string,
			operation,
		}));
	});
}
