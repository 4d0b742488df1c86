export {};
//# sourceMappingURL=http-clients.test.d.ts.map