using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;

namespace ContractAttach.Functions.Web.OpenApi;

/// <summary>
/// The document's schemas, from the contracts by which the API's bodies are read and written: names, nullability and enum values are
/// the serialiser's own. A body that is read must have what is <see cref="RequiredAttribute"/>, and nothing that it does not know; one
/// that is written has all its members, but for those that are left out where they are null.
/// </summary>
/// <param name="document">Where objects and enums become components.</param>
internal sealed class ApiSchemas(OpenApiDocument document)
{
    private readonly Dictionary<string, Type> _types = [];

    /// <summary>The schema of a body that is read.</summary>
    public IOpenApiSchema Read(Type type) => Of(type, isRead: true);

    /// <summary>The schema of a body that is written.</summary>
    public IOpenApiSchema Written(Type type) => Of(type, isRead: false);

    private IOpenApiSchema Of(Type type, bool isRead)
    {
        if (type.IsEnum)
            return Component(type, schema => Enumerate(schema, type));
        JsonTypeInfo contract = ApiJson.Options.GetTypeInfo(type);
        return contract.Kind switch
        {
            JsonTypeInfoKind.Object => Component(type, schema => Fill(schema, contract, isRead)),
            JsonTypeInfoKind.Enumerable => new OpenApiSchema { Type = JsonSchemaType.Array, Items = Of(contract.ElementType!, isRead) },
            JsonTypeInfoKind.Dictionary => new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = Of(contract.ElementType!, isRead) },
            _ => Simple(type),
        };
    }

    private static OpenApiSchema Simple(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.String => new OpenApiSchema { Type = JsonSchemaType.String },
        TypeCode.Boolean => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        TypeCode.Int32 => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
        TypeCode.DateTime => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
        _ when type == typeof(JsonObject) => new OpenApiSchema { Type = JsonSchemaType.Object },
        _ => throw new NotSupportedException($"The document has no schema for {type}."),
    };

    private static void Enumerate(OpenApiSchema schema, Type type)
    {
        schema.Type = JsonSchemaType.String;
        schema.Enum = [.. type.GetEnumValues().Cast<object>().Select(value => JsonSerializer.SerializeToNode(value, type, ApiJson.Options)!)];
    }

    private void Fill(OpenApiSchema schema, JsonTypeInfo contract, bool isRead)
    {
        schema.Type = JsonSchemaType.Object;
        schema.Properties = new Dictionary<string, IOpenApiSchema>();
        schema.Required = new HashSet<string>();
        schema.AdditionalPropertiesAllowed = !isRead;
        foreach (JsonPropertyInfo property in contract.Properties)
        {
            ICustomAttributeProvider member = property.AttributeProvider!;
            bool mayBeLeftOut = isRead ? !Has<RequiredAttribute>(member) : Has<JsonIgnoreAttribute>(member);
            bool mayBeNull = property.IsGetNullable && mayBeLeftOut == isRead;
            IOpenApiSchema value = Of(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, isRead);
            schema.Properties[property.Name] = Describe(mayBeNull ? OrNull(value) : value, member);
            if (!mayBeLeftOut)
                schema.Required.Add(property.Name);
        }
    }

    private static OpenApiSchema OrNull(IOpenApiSchema schema)
    {
        if (schema is not OpenApiSchema own)
            return new OpenApiSchema { AnyOf = [schema, new OpenApiSchema { Type = JsonSchemaType.Null }] };
        own.Type |= JsonSchemaType.Null;
        return own;
    }

    private static IOpenApiSchema Describe(IOpenApiSchema schema, ICustomAttributeProvider member)
    {
        schema.Description = Find<DescriptionAttribute>(member)?.Description;
        if (schema is OpenApiSchema own)
        {
            own.Format = Has<EmailAddressAttribute>(member) ? "email" : own.Format;
            own.Pattern = Find<RegularExpressionAttribute>(member)?.Pattern;
            own.MaxLength = Find<MaxLengthAttribute>(member)?.Length;
        }

        return schema;
    }

    private OpenApiSchemaReference Component(Type type, Action<OpenApiSchema> fill)
    {
        string name = NameOf(type);
        if (_types.TryAdd(name, type))
        {
            var schema = new OpenApiSchema();
            document.AddComponent(name, schema);
            fill(schema);
        }

        if (_types[name] != type)
            throw new InvalidOperationException($"{type} and {_types[name]} would both be {name} in the document.");
        return new OpenApiSchemaReference(name, document);
    }

    // A view is what the API calls by that name; a list is named for what is in it.
    private static string NameOf(Type type) =>
        type.IsGenericType ? NameOf(type.GenericTypeArguments[0]) + "List"
        : type.Name.EndsWith("View", StringComparison.Ordinal) ? type.Name[..^"View".Length]
        : type.Name;

    private static bool Has<T>(ICustomAttributeProvider member) => member.IsDefined(typeof(T), inherit: false);

    private static T? Find<T>(ICustomAttributeProvider member)
        where T : Attribute => (T?)member.GetCustomAttributes(typeof(T), inherit: false).SingleOrDefault();
}
