import type { Client } from './client';

/** What a process remembers of each account, i.e. key and base URL, under names. It goes with the account's gate. */
export class PerAccount<T> {
	private readonly accounts = new WeakMap<object, Map<string, T>>();

	get({ account }: Pick<Client, 'account'>, name: string): T | undefined {
		return this.accounts.get(account)?.get(name);
	}

	/** @returns the value */
	set({ account }: Pick<Client, 'account'>, name: string, value: T): T {
		const values = this.accounts.get(account) ?? new Map<string, T>();
		this.accounts.set(account, values.set(name, value));
		return value;
	}
}
