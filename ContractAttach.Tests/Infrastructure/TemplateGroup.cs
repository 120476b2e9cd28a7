using Xunit;

namespace ContractAttach.Tests.Infrastructure;

/// <summary>Tests of the templates: they are compiled once for all of them.</summary>
[CollectionDefinition]
public sealed class TemplateGroup : ICollectionFixture<CompiledTemplates>;
