export {};
//# sourceMappingURL=dev.d.ts.map