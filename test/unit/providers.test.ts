import { PROVIDERS, PROVIDER_VALUES } from '../../nodes/Userplane/shared/providers';
import { documentedProviders } from '../engine/contractDocument';

it('are exactly the 28 of the contract', () => {
	const values = PROVIDERS.map(({ value }) => value);
	expect(values).toHaveLength(28);
	expect([...values].sort()).toEqual(documentedProviders().sort());
	expect([...PROVIDER_VALUES]).toEqual(values);
});

it('have names of their own, in alphabetical order', () => {
	const names = PROVIDERS.map(({ name }) => name);
	expect(new Set(names).size).toBe(28);
	expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
});
