metadata description = 'Where logs, traces and metrics go. Nobody sends with a key: only identities with the role.'

@description('The resources\' name, after their prefix.')
param name string

@description('Their region.')
param location string

@description('Their tags.')
param tags object

@description('Days for which telemetry is kept.')
@minValue(30)
@maxValue(730)
param retentionInDays int

@description('The application\'s identity, which sends.')
param principalId string

@description('Its name, of which the names of its roles are made: it is known before the deployment.')
param identityName string

// Monitoring Metrics Publisher
var metricsPublisher = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '3913510d-42f4-4e42-8a64-420c390055eb'
)

var workspaceName = 'log-${name}'

module workspace 'workspace.bicep' = {
  params: { name: workspaceName, location: location, tags: tags, retentionInDays: retentionInDays }
}

module masking 'masking.bicep' = {
  params: { name: 'dcr-${name}', location: location, tags: tags, workspaceId: workspace.outputs.id }
}

// Once more: the rule needs the workspace, and the workspace names the rule.
module masked 'workspace.bicep' = {
  params: {
    name: workspaceName
    location: location
    tags: tags
    retentionInDays: retentionInDays
    dataCollectionRuleId: masking.outputs.id
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${name}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: masked.outputs.id
    DisableLocalAuth: true
    DisableIpMasking: false
  }
}

resource publishes 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, identityName, metricsPublisher)
  properties: { principalId: principalId, principalType: 'ServicePrincipal', roleDefinitionId: metricsPublisher }
}

@description('The workspace, which alerts ask and to which other resources send their logs.')
output workspaceId string = masked.outputs.id

@description('Where telemetry goes; no secret, since nobody is let in by its key.')
output connectionString string = insights.properties.ConnectionString
