export {};
//# sourceMappingURL=forbidden-nodes.test.d.ts.map